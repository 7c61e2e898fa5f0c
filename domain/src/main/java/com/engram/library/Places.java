package com.engram.library;

import com.engram.analysis.scorers.estimates.Score;
import com.engram.database.Database;
import com.engram.database.SqlStatement;
import com.engram.library.Place.ProjectName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Where an image of the current tenant stands among photographs, in its library and in its project. Of a library or project
 * it reads the newest {@link Place#MAX_RESULTS} current scores by an index, so a place costs the same however large the
 * library is. That takes some milliseconds: right for one image, not for each of a list.
 */
@ApplicationScoped
@Transactional
public class Places {

    private final Database database;

    @Inject
    Places(Database database) {
        this.database = database;
    }

    private record Counts(long lower, long equal, long results) {

        Optional<Place> toPlace(Benchmark benchmark, Optional<ProjectName> project) {
            return results < Place.MIN_RESULTS
                    ? Optional.empty()
                    : Optional.of(
                            new Place(benchmark, project, 100 * (lower + equal / 2.0) / results, Optional.of(results)));
        }
    }

    /**
     * The image's places in those of the benchmarks that have at least {@link Place#MIN_RESULTS} results.
     *
     * @param score the image's score
     */
    public List<Place> listPlaces(UUID image, Score score, Collection<Benchmark> benchmarks) {
        List<Place> places = new ArrayList<>();
        if (benchmarks.contains(Benchmark.PHOTOGRAPHS)) {
            places.add(new Place(Benchmark.PHOTOGRAPHS, Optional.empty(), score.percentile(), Optional.empty()));
        }
        if (benchmarks.contains(Benchmark.LIBRARY)) {
            countLibrary(score).toPlace(Benchmark.LIBRARY, Optional.empty()).ifPresent(places::add);
        }
        if (benchmarks.contains(Benchmark.PROJECT)) {
            findProject(image)
                    .flatMap(project ->
                            countProject(project.id(), score).toPlace(Benchmark.PROJECT, Optional.of(project)))
                    .ifPresent(places::add);
        }
        return places;
    }

    /** The place of an image in the library, in percent. */
    public record Rank(UUID image, double percentile) {}

    /**
     * The places in the library of those of the images that have a score, read once for all of them; empty if the library has
     * fewer than {@link Place#MIN_RESULTS} results.
     */
    public Map<UUID, Double> rankInLibrary(Collection<UUID> images) {
        return database
                .sql("""
                with benchmark as (
                  select score from image_result where tenant_id = current_tenant() and score is not null
                  order by image_id desc limit :limit)
                select r.image_id as image, 100 * (b.lower + b.equal / 2.0) / b.results as percentile
                from image_result r cross join lateral (
                  select count(*) filter (where score < r.score) as lower, count(*) filter (where score = r.score) as equal,
                    count(*) as results from benchmark) b
                where r.tenant_id = current_tenant() and r.image_id = any(:images) and r.score is not null
                  and b.results >= :least
                """)
                .bind("images", images)
                .bind("limit", Place.MAX_RESULTS)
                .bind("least", Place.MIN_RESULTS)
                .list(Rank.class)
                .stream()
                .collect(Collectors.toMap(Rank::image, Rank::percentile));
    }

    /**
     * The place of a score in a project, which the image need not be in.
     *
     * @return empty if the project has fewer than {@link Place#MIN_RESULTS} results, or does not exist
     */
    public Optional<Place> findPlaceIn(UUID project, Score score) {
        return database.sql("select id, name from project where tenant_id = current_tenant() and id = :id")
                .bind("id", project)
                .find(ProjectName.class)
                .flatMap(found -> countProject(project, score).toPlace(Benchmark.PROJECT, Optional.of(found)));
    }

    private Counts countLibrary(Score score) {
        return count(score, """
                select score from image_result where tenant_id = current_tenant() and score is not null
                order by image_id desc limit :limit
                """).get(Counts.class);
    }

    /** The limit in the lateral query keeps the planner from reading the whole library. */
    private Counts countProject(UUID project, Score score) {
        return count(score, """
                select r.score
                from (
                    select tenant_id, image_id from project_image
                    where tenant_id = current_tenant() and project_id = :project order by image_id desc limit :limit) p
                  cross join lateral (
                    select score from image_result
                    where tenant_id = p.tenant_id and image_id = p.image_id and score is not null limit 1) r
                """).bind("project", project).get(Counts.class);
    }

    private SqlStatement count(Score score, String scores) {
        return database.sql("""
                    select count(*) filter (where score < :score) as lower,
                      count(*) filter (where score = :score) as equal, count(*) as results
                    from (%s) benchmark
                    """.formatted(scores))
                .bind("score", (float) score.value())
                .bind("limit", Place.MAX_RESULTS);
    }

    private Optional<ProjectName> findProject(UUID image) {
        return database.sql("""
                    select p.id, p.name from project_image f join project p on p.id = f.project_id
                    where f.image_id = :image
                    """).bind("image", image).find(ProjectName.class);
    }
}
