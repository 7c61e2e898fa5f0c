package com.engram.library;

import com.engram.audit.AuditLog;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Opens, renames and dissolves the entered tenant's projects. */
@ApplicationScoped
@Transactional
public class ManageProjects {

    /** More would be a list that nobody reads. */
    private static final int MOST_PROJECTS = 500;

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

    /** How it went. */
    public sealed interface Result {}

    /** The project as it is now. */
    public record Arranged(Project project) implements Result {}

    /** Nothing was changed. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no project of that id. */
    public record NoSuchProject() implements Result {}

    /** Opens a project. */
    public Result open(String name) {
        Optional<Refusal> refusal = refusalOf(name, NONE).or(this::tooMany);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Project project = new Project(name.strip(), clock.instant());
        entities.persist(project);
        audit.record("project.opened", project.name());
        return new Arranged(project);
    }

    /** Gives a project another name. */
    public Result rename(UUID id, String name) {
        Project project = entities.find(Project.class, id);
        if (project == null) {
            return new NoSuchProject();
        }
        Optional<Refusal> refusal = refusalOf(name, id);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        project.rename(name.strip());
        return new Arranged(project);
    }

    /** Dissolves a project and leaves its pictures; false if the tenant has none of that id. */
    public boolean dissolve(UUID id) {
        Project project = entities.find(Project.class, id);
        if (project == null) {
            return false;
        }
        entities.remove(project);
        audit.record("project.dissolved", project.name());
        return true;
    }

    private Optional<Refusal> refusalOf(String name, UUID self) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > Project.LONGEST_NAME) {
            return Optional.of(new Refusal(
                    RefusalReason.INVALID_NAME,
                    "Give the project a name of at most %d letters.".formatted(Project.LONGEST_NAME)));
        }
        boolean taken = !entities.createQuery(
                        "from Project where lower(name) = lower(:name) and id <> :self", Project.class)
                .setParameter("name", plain)
                .setParameter("self", self)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
        return taken
                ? Optional.of(new Refusal(RefusalReason.NAME_TAKEN, "There is a project of this name already."))
                : Optional.empty();
    }

    private Optional<Refusal> tooMany() {
        long projects =
                entities.createQuery("select count(*) from Project", Long.class).getSingleResult();
        return projects < MOST_PROJECTS
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalReason.TOO_MANY_PROJECTS,
                        "An account has at most %d projects. Delete one first.".formatted(MOST_PROJECTS)));
    }
}
