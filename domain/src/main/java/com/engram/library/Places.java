package com.engram.library;

import com.engram.analysis.backends.Score;
import com.engram.database.Database;
import com.engram.library.Place.ProjectName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an image of the current tenant stands among photographs, in its library and in its project. Counts current scores
 * in an index, which takes milliseconds for a large library: right for one image, not for each of a list.
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

    /** An image without a score has a sort key above all scores. */
    private Counts countLibrary(Score score) {
        return database.sql("""
                    select count(*) filter (where score_asc < :score) as lower,
                      count(*) filter (where score_asc = :score) as equal, count(*) as results
                    from image_result where tenant_id = current_tenant() and score_asc <= 1
                    """).bind("score", (float) score.value()).get(Counts.class);
    }

    private Counts countProject(UUID project, Score score) {
        return database.sql("""
                    select count(*) filter (where r.score < :score) as lower,
                      count(*) filter (where r.score = :score) as equal, count(r.score) as results
                    from project_image p join image_result r on r.tenant_id = p.tenant_id and r.image_id = p.image_id
                    where p.tenant_id = current_tenant() and p.project_id = :project
                    """)
                .bind("score", (float) score.value())
                .bind("project", project)
                .get(Counts.class);
    }

    private Optional<ProjectName> findProject(UUID image) {
        return database.sql("""
                    select p.id, p.name from project_image f join project p on p.id = f.project_id
                    where f.image_id = :image
                    """).bind("image", image).find(ProjectName.class);
    }
}
