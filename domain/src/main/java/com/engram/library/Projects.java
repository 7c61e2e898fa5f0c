package com.engram.library;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the current tenant's projects and how their images score. The scores are those of the current analyses, from the
 * table {@code image_result}, which is a read-only projection here.
 */
@ApplicationScoped
@Transactional
public class Projects {

    private static final String SUMMARIES = """
            select p.id, p.name, p.brief, p.threshold, upper(p.benchmark) as benchmark, p.benchmark_group, p.cover_image,
              p.created_at, count(f.image_id) as images, count(r.score) as scored,
              avg(r.score) as average, min(r.score) as lowest, max(r.score) as highest
            from project p left join project_image f on f.project_id = p.id
              left join image_result r on r.tenant_id = f.tenant_id and r.image_id = f.image_id
            where p.tenant_id = current_tenant() %s
            group by p.id order by %s
            """;

    private final EntityManager entities;
    private final Database database;

    @Inject
    Projects(EntityManager entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    /**
     * A project and how its images score.
     *
     * @param images how many images it has
     * @param scored how many of them have a score
     * @param average of the current scores, 0..1; empty without a score
     * @param lowest current score, 0..1; empty without a score
     * @param highest current score, 0..1; empty without a score
     */
    public record ProjectSummary(
            UUID id,
            ProjectDetails details,
            Instant createdAt,
            int images,
            int scored,
            Optional<Double> average,
            Optional<Double> lowest,
            Optional<Double> highest) {

        public String name() {
            return details.name();
        }
    }

    private record CoverRow(UUID project, UUID image) {}

    private record Row(
            UUID id,
            String name,
            Optional<String> brief,
            Optional<Double> threshold,
            Benchmark benchmark,
            Optional<UUID> benchmarkGroup,
            Optional<UUID> coverImage,
            Instant createdAt,
            int images,
            int scored,
            Optional<Double> average,
            Optional<Float> lowest,
            Optional<Float> highest) {

        ProjectSummary toSummary() {
            return new ProjectSummary(
                    id,
                    new ProjectDetails(name, brief, threshold, new BenchmarkId(benchmark, benchmarkGroup), coverImage),
                    createdAt,
                    images,
                    scored,
                    average,
                    lowest.map(Float::doubleValue),
                    highest.map(Float::doubleValue));
        }
    }

    /** The project with this id. */
    public Optional<ProjectSummary> findProject(UUID id) {
        return database.sql(SUMMARIES.formatted("and p.id = :id", "p.id"))
                .bind("id", id)
                .find(Row.class)
                .map(Row::toSummary);
    }

    /** All projects, by name. */
    public List<ProjectSummary> listProjects() {
        return database.sql(SUMMARIES.formatted("", "lower(p.name), p.id")).list(Row.class).stream()
                .map(Row::toSummary)
                .toList();
    }

    /**
     * A page of projects, the newest first.
     *
     * @param before the last project of the previous page; null for the first page
     */
    public List<ProjectSummary> listNewest(@Nullable UUID before, int limit) {
        return database
                .sql(SUMMARIES.formatted(
                        "and (cast(:before as uuid) is null or p.id < cast(:before as uuid))",
                        "p.id desc limit :limit"))
                .bind("before", before)
                .bind("limit", limit)
                .list(Row.class)
                .stream()
                .map(Row::toSummary)
                .toList();
    }

    /**
     * The images that stand for each project: the one that was chosen, then those of the highest scores, the highest first.
     *
     * @param limit the largest number of images of a project
     * @return the images by project; a project without any is absent
     */
    public Map<UUID, List<UUID>> listCovers(int limit) {
        return database.sql("""
                        select p.id as project, c.image_id as image
                        from project p cross join lateral (
                          select s.image_id, s.score from (
                            (select f.image_id, r.score from project_image f
                               join image_result r on r.tenant_id = f.tenant_id and r.image_id = f.image_id
                             where f.tenant_id = p.tenant_id and f.project_id = p.id and r.score is not null
                               and f.image_id is distinct from p.cover_image
                             order by r.score desc, f.image_id limit :limit)
                            union all select i.id, cast(2 as real) from image i where i.id = p.cover_image) s
                          order by s.score desc, s.image_id limit :limit) c
                        where p.tenant_id = current_tenant() order by p.id, c.score desc, c.image_id
                        """).bind("limit", limit).list(CoverRow.class).stream()
                .collect(Collectors.groupingBy(
                        CoverRow::project, Collectors.mapping(CoverRow::image, Collectors.toList())));
    }

    /** The project that an image is in. */
    public Optional<UUID> findProjectOf(UUID image) {
        return Optional.ofNullable(entities.find(ProjectImage.class, image)).map(ProjectImage::project);
    }
}
