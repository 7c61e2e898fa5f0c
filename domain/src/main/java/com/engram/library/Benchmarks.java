package com.engram.library;

import com.engram.database.Database;
import com.engram.library.Place.ProjectName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the current tenant's scores can be compared with: photographs, its library, and each of its projects. */
@ApplicationScoped
@Transactional
public class Benchmarks {

    private final Database database;

    @Inject
    Benchmarks(Database database) {
        this.database = database;
    }

    /**
     * A benchmark and how many results it has.
     *
     * @param project the project of {@link Benchmark#PROJECT}; empty for the others
     * @param results how many results count, at most {@link Place#MAX_RESULTS}; empty for a published distribution
     */
    public record Size(Benchmark benchmark, Optional<ProjectName> project, Optional<Long> results) {

        /** Whether there are enough results for a place. */
        public boolean hasPlaces() {
            return results.filter(count -> count < Place.MIN_RESULTS).isEmpty();
        }

        /** The position in the list. */
        public Position position() {
            return new Position(benchmark, project.map(ProjectName::id));
        }
    }

    /** A position in the list of benchmarks: that of a benchmark, with the project of {@link Benchmark#PROJECT}. */
    public record Position(Benchmark benchmark, Optional<UUID> project) {

        /** Whether a benchmark that is no project comes later in the list. */
        private boolean isBefore(Benchmark other) {
            return benchmark.compareTo(other) < 0;
        }
    }

    private record ProjectRow(UUID id, String name, long results) {

        Size toSize() {
            return new Size(Benchmark.PROJECT, Optional.of(new ProjectName(id, name)), Optional.of(results));
        }
    }

    /**
     * A page of benchmarks: photographs, the library, and then the projects, the newest first.
     *
     * @param after the last benchmark of the previous page; empty for the first page
     */
    public List<Size> listBenchmarks(Optional<Position> after, int limit) {
        List<Size> sizes = new ArrayList<>();
        if (after.isEmpty()) {
            sizes.add(new Size(Benchmark.PHOTOGRAPHS, Optional.empty(), Optional.empty()));
        }
        if (after.filter(position -> !position.isBefore(Benchmark.LIBRARY)).isEmpty()) {
            sizes.add(new Size(Benchmark.LIBRARY, Optional.empty(), Optional.of(countLibrary())));
        }
        if (sizes.size() < limit) {
            sizes.addAll(listProjects(after.flatMap(Position::project), limit - sizes.size()));
        }
        return sizes.subList(0, Math.min(limit, sizes.size()));
    }

    private long countLibrary() {
        return database.sql("""
                        select count(*) from (
                          select 1 from image_result where tenant_id = current_tenant() and score is not null limit :limit) newest
                        """).bind("limit", Place.MAX_RESULTS).get(Long.class);
    }

    private List<Size> listProjects(Optional<UUID> before, int limit) {
        return database
                .sql("""
                    select p.id, p.name, (
                      select count(*) from (
                        select 1 from project_image f join image_result r on r.tenant_id = f.tenant_id and r.image_id = f.image_id
                        where f.tenant_id = p.tenant_id and f.project_id = p.id and r.score is not null
                        limit :results) newest) as results
                    from project p
                    where p.tenant_id = current_tenant() and (cast(:before as uuid) is null or p.id < cast(:before as uuid))
                    order by p.id desc limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .bind("results", Place.MAX_RESULTS)
                .list(ProjectRow.class)
                .stream()
                .map(ProjectRow::toSize)
                .toList();
    }
}
