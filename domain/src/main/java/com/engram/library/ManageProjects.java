package com.engram.library;

import com.engram.audit.AuditLog;
import com.engram.images.Images;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Creates, changes and deletes projects of the current tenant. */
@ApplicationScoped
@Transactional
public class ManageProjects {

    /** A longer list would be of no use on a page. */
    private static final int MAX_PROJECTS = 500;

    private static final UUID NONE = new UUID(0, 0);

    private final EntityManager entities;
    private final Images images;
    private final Benchmarks benchmarks;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ManageProjects(EntityManager entities, Images images, Benchmarks benchmarks, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.images = images;
        this.benchmarks = benchmarks;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of creating or changing a project. */
    public sealed interface Result {}

    /** The project was created or changed. */
    public record Saved(Project project) implements Result {}

    /**
     * Nothing was changed.
     *
     * @param field the detail that is wrong, such as {@code threshold}; empty if the tenant may not have another project
     */
    public record Refused(Refusal refusal, Optional<String> field) implements Result {}

    /** The tenant has no project with this id, or not the image or the benchmark of the details. */
    public record ProjectNotFound() implements Result {}

    /** Creates a project of which only the name is known. */
    public Result create(String name) {
        return create(ProjectDetails.named(name));
    }

    /** Creates a project. */
    public Result create(ProjectDetails details) {
        Optional<Result> no = findRefusal(details, NONE).map(Result.class::cast).or(this::findTooManyProjects);
        if (no.isPresent()) {
            return no.get();
        }
        if (hasUnknown(details)) {
            return new ProjectNotFound();
        }
        Project project = new Project(details.name().strip(), clock.instant());
        project.change(details.withName(details.name().strip()));
        entities.persist(project);
        audit.record("project.opened", project.name());
        return new Saved(project);
    }

    /** Changes the name of a project. */
    public Result rename(UUID id, String name) {
        return change(id, details -> details.withName(name));
    }

    /**
     * Changes the details of a project.
     *
     * @param change the new details, made from the current ones
     */
    public Result change(UUID id, UnaryOperator<ProjectDetails> change) {
        Project project = entities.find(Project.class, id);
        if (project == null) {
            return new ProjectNotFound();
        }
        ProjectDetails details = change.apply(project.details());
        Optional<Refused> refused = findRefusal(details, id);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (hasUnknown(details)) {
            return new ProjectNotFound();
        }
        project.change(details.withName(details.name().strip()));
        return new Saved(project);
    }

    /** Deletes a project and leaves its images; false if the tenant has no project with this id. */
    public boolean delete(UUID id) {
        Project project = entities.find(Project.class, id);
        if (project == null) {
            return false;
        }
        entities.remove(project);
        audit.record("project.dissolved", project.name());
        return true;
    }

    /** Whether the details name an image or a benchmark that the tenant does not have. */
    private boolean hasUnknown(ProjectDetails details) {
        return details.cover()
                        .filter(image -> images.findImage(image).isEmpty())
                        .isPresent()
                || !benchmarks.exists(details.benchmark());
    }

    private Optional<Refused> findRefusal(ProjectDetails details, UUID self) {
        return findNameRefusal(details.name(), self)
                .map(refusal -> new Refused(refusal, Optional.of("name")))
                .or(() -> details.brief()
                        .filter(brief -> brief.codePointCount(0, brief.length()) > ProjectDetails.MAX_BRIEF_LENGTH)
                        .map(brief -> invalid(
                                "brief",
                                "A brief has at most %d characters.".formatted(ProjectDetails.MAX_BRIEF_LENGTH),
                                Message.of("refusal.invalid_project.brief", ProjectDetails.MAX_BRIEF_LENGTH))))
                .or(() -> details.threshold()
                        .filter(threshold -> !(threshold >= 0 && threshold <= 100))
                        .map(threshold -> invalid(
                                "threshold",
                                "A threshold is a percentile from 0 to 100.",
                                Message.of("refusal.invalid_project.threshold"))));
    }

    private static Refused invalid(String field, String detail, Message message) {
        return new Refused(new Refusal(RefusalReason.INVALID_PROJECT, detail, message), Optional.of(field));
    }

    private Optional<Refusal> findNameRefusal(String name, UUID self) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > Project.MAX_NAME_LENGTH) {
            return Optional.of(new Refusal(
                    RefusalReason.INVALID_NAME,
                    "Give the project a name of at most %d characters.".formatted(Project.MAX_NAME_LENGTH),
                    Message.of("refusal.invalid_name.project", Project.MAX_NAME_LENGTH)));
        }
        boolean taken = !entities.createQuery(
                        "from Project where lower(name) = lower(:name) and id <> :self", Project.class)
                .setParameter("name", stripped)
                .setParameter("self", self)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
        return taken
                ? Optional.of(new Refusal(RefusalReason.NAME_TAKEN, "There is already a project of this name."))
                : Optional.empty();
    }

    private Optional<Result> findTooManyProjects() {
        long projects =
                entities.createQuery("select count(*) from Project", Long.class).getSingleResult();
        return projects < MAX_PROJECTS
                ? Optional.empty()
                : Optional.of(new Refused(
                        new Refusal(
                                RefusalReason.TOO_MANY_PROJECTS,
                                "An account has at most %d projects. Delete one first.".formatted(MAX_PROJECTS),
                                Message.of("refusal.too_many_projects", MAX_PROJECTS)),
                        Optional.empty()));
    }
}
