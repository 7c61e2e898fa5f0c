package com.engram.library;

import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entered tenant's projects with how their pictures score, for reading. */
@ApplicationScoped
@Transactional
public class Projects {

    private static final String STANDINGS = """
            select p.id, p.name, p.created_at, count(f.image_id), count(a.score), avg(a.score), min(a.score), max(a.score)
            from project p left join project_image f on f.project_id = p.id
              left join lateral (
                select n.score from analysis n where n.image_id = f.image_id and n.score is not null
                order by n.created_at desc, n.id desc limit 1) a on true
            """;

    private final EntityManager entities;

    @Inject
    Projects(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A project and what is in it.
     *
     * @param images how many pictures
     * @param scored how many of them have a score
     * @param average of their newest scores, 0..1; absent where there is none, like the two extremes
     */
    public record Standing(
            UUID id,
            String name,
            Instant createdAt,
            int images,
            int scored,
            Optional<Double> average,
            Optional<Double> lowest,
            Optional<Double> highest) {}

    /** The project of that id. */
    public Optional<Standing> findProject(UUID id) {
        return TupleRows.of(entities.createNativeQuery(STANDINGS + " where p.id = :id group by p.id", Tuple.class)
                        .setParameter("id", id))
                .map(Projects::standing)
                .findFirst();
    }

    /** Every project, by name. */
    public List<Standing> listProjects() {
        return TupleRows.of(entities.createNativeQuery(
                        STANDINGS + " group by p.id order by lower(p.name), p.id", Tuple.class))
                .map(Projects::standing)
                .toList();
    }

    /** A page of projects in the order in which they were opened, the newest first, from behind the given one on. */
    public List<Standing> listNewest(@Nullable UUID before, int limit) {
        return TupleRows.of(entities.createNativeQuery(
                                STANDINGS
                                        + " where cast(:before as uuid) is null or p.id < :before group by p.id order by p.id desc limit :most",
                                Tuple.class)
                        .setParameter("before", before)
                        .setParameter("most", limit))
                .map(Projects::standing)
                .toList();
    }

    /** The project that a picture is in. */
    public Optional<UUID> findProjectOf(UUID image) {
        return Optional.ofNullable(entities.find(ProjectImage.class, image)).map(ProjectImage::project);
    }

    private static Standing standing(Tuple row) {
        return new Standing(
                row.get(0, UUID.class),
                row.get(1, String.class),
                row.get(2, Instant.class),
                row.get(3, Number.class).intValue(),
                row.get(4, Number.class).intValue(),
                number(row, 5),
                number(row, 6),
                number(row, 7));
    }

    private static Optional<Double> number(Tuple row, int column) {
        return Optional.ofNullable(row.get(column, Number.class)).map(Number::doubleValue);
    }
}
