package com.engram.library;

import com.engram.database.Database;
import com.engram.library.Place.Group;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the current tenant's scores can be compared with: photographs, its library, and each of its projects and tags. */
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
     * @param group the project or tag; empty for the others
     * @param results how many results count, at most {@link Place#MAX_RESULTS}; empty for a published distribution
     */
    public record Size(Benchmark benchmark, Optional<Group> group, Optional<Long> results) {

        /** Whether there are enough results for a place. */
        public boolean hasPlaces() {
            return results.filter(count -> count < Place.MIN_RESULTS).isEmpty();
        }

        public BenchmarkId id() {
            return new BenchmarkId(benchmark, group.map(Group::id));
        }
    }

    private record GroupRow(UUID id, String name, long results) {

        Size toSize(Benchmark benchmark) {
            return new Size(benchmark, Optional.of(new Group(id, name)), Optional.of(results));
        }
    }

    /**
     * A page of benchmarks: photographs, the library, then the projects, and then the tags, both the newest first.
     *
     * @param after the last benchmark of the previous page; empty for the first page
     */
    public List<Size> listBenchmarks(Optional<BenchmarkId> after, int limit) {
        List<Size> sizes = new ArrayList<>();
        for (Benchmark benchmark : Benchmark.values()) {
            boolean isPassed = after.filter(last -> last.benchmark().compareTo(benchmark) > 0
                            || last.benchmark() == benchmark && !benchmark.isGroup())
                    .isPresent();
            if (!isPassed && sizes.size() < limit) {
                Optional<UUID> before =
                        after.filter(last -> last.benchmark() == benchmark).flatMap(BenchmarkId::group);
                sizes.addAll(list(benchmark, before, limit - sizes.size()));
            }
        }
        return sizes;
    }

    private List<Size> list(Benchmark benchmark, Optional<UUID> before, int limit) {
        return switch (benchmark) {
            case PHOTOGRAPHS -> List.of(new Size(benchmark, Optional.empty(), Optional.empty()));
            case LIBRARY -> List.of(new Size(benchmark, Optional.empty(), Optional.of(countLibrary())));
            case PROJECT, TAG -> listGroups(benchmark, before, limit);
        };
    }

    private long countLibrary() {
        return database.sql("""
                        select count(*) from (
                          select 1 from image_result where tenant_id = current_tenant() and score is not null limit :limit) newest
                        """).bind("limit", Place.MAX_RESULTS).get(Long.class);
    }

    private List<Size> listGroups(Benchmark benchmark, Optional<UUID> before, int limit) {
        return database
                .sql(GroupSql.of(benchmark).in("""
                    select g.id, g.name, (
                      select count(*) from (
                        select 1 from $members m join image_result r on r.tenant_id = m.tenant_id and r.image_id = m.image_id
                        where m.tenant_id = g.tenant_id and m.$column = g.id and r.score is not null
                        limit :results) newest) as results
                    from $groups g
                    where g.tenant_id = current_tenant() and (cast(:before as uuid) is null or g.id < cast(:before as uuid))
                    order by g.id desc limit :limit
                    """))
                .bind("before", before)
                .bind("limit", limit)
                .bind("results", Place.MAX_RESULTS)
                .list(GroupRow.class)
                .stream()
                .map(row -> row.toSize(benchmark))
                .toList();
    }

    /**
     * The projects, or the tags, that have enough results for places, by name.
     *
     * @throws IllegalArgumentException if the benchmark is no project and no tag
     */
    public List<Group> listGroupsWithPlaces(Benchmark benchmark) {
        return database.sql(GroupSql.of(benchmark).in("""
                    select g.id, g.name from $groups g
                    where g.tenant_id = current_tenant() and (
                      select count(*) from (
                        select 1 from $members m join image_result r on r.tenant_id = m.tenant_id and r.image_id = m.image_id
                        where m.tenant_id = g.tenant_id and m.$column = g.id and r.score is not null limit :least) first
                      ) = :least
                    order by lower(g.name), g.id
                    """))
                .bind("least", Place.MIN_RESULTS)
                .list(Group.class);
    }

    /** The project or tag of a benchmark; empty for others, and if the tenant has none with that id. */
    public Optional<Group> findGroup(BenchmarkId id) {
        return id.group()
                .flatMap(group -> database.sql(GroupSql.of(id.benchmark()).in("""
                                    select id, name from $groups where tenant_id = current_tenant() and id = :id
                                    """))
                        .bind("id", group)
                        .find(Group.class));
    }

    /** Whether the tenant has that benchmark, with any number of results. */
    public boolean exists(BenchmarkId id) {
        return id.group()
                .map(group -> database.sql(GroupSql.of(id.benchmark()).in("""
                                    select count(*) from $groups where tenant_id = current_tenant() and id = :id
                                    """))
                                .bind("id", group)
                                .get(Long.class)
                        == 1)
                .orElse(true);
    }
}
