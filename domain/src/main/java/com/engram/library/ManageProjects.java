package com.engram.library;

import com.engram.audit.AuditLog;
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

/** Creates, renames and deletes projects of the current tenant. */
@ApplicationScoped
@Transactional
public class ManageProjects {

    /** A longer list would be of no use on a page. */
    private static final int MAX_PROJECTS = 500;

    private static final UUID NONE = new UUID(0, 0);

    private final EntityManager entities;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ManageProjects(EntityManager entities, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of creating or renaming a project. */
    public sealed interface Result {}

    /** The project was created or renamed. */
    public record Saved(Project project) implements Result {}

    /** Nothing was changed. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no project with this id. */
    public record ProjectNotFound() implements Result {}

    /** Creates a project. */
    public Result create(String name) {
        Optional<Refusal> refusal = findRefusal(name, NONE).or(this::findTooManyProjects);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Project project = new Project(name.strip(), clock.instant());
        entities.persist(project);
        audit.record("project.opened", project.name());
        return new Saved(project);
    }

    /** Changes the name of a project. */
    public Result rename(UUID id, String name) {
        Project project = entities.find(Project.class, id);
        if (project == null) {
            return new ProjectNotFound();
        }
        Optional<Refusal> refusal = findRefusal(name, id);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        project.rename(name.strip());
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

    private Optional<Refusal> findRefusal(String name, UUID self) {
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

    private Optional<Refusal> findTooManyProjects() {
        long projects =
                entities.createQuery("select count(*) from Project", Long.class).getSingleResult();
        return projects < MAX_PROJECTS
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.TOO_MANY_PROJECTS,
                        "An account has at most %d projects. Delete one first.".formatted(MAX_PROJECTS),
                        Message.of("refusal.too_many_projects", MAX_PROJECTS)));
    }
}
