package com.engram.library;

import com.engram.analysis.scorers.estimates.Score;
import com.engram.database.Database;
import com.engram.database.SqlStatement;
import com.engram.library.Place.Group;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
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
 * Where an image of the current tenant stands among photographs, in its library, in its project and among the images with one
 * of its tags. Of each of these it reads the newest {@link Place#MAX_RESULTS} current scores by an index, so a place costs the
 * same however large the library is. That takes some milliseconds: right for one image, not for each of a list.
 */
@ApplicationScoped
@Transactional
public class Places {

    private static final String LIBRARY_SCORES = """
            select score from image_result where tenant_id = :tenant and score is not null
            order by image_id desc limit :limit
            """;

    /** The limit in the lateral query keeps the planner from reading the whole library. */
    private static final String GROUP_SCORES = """
            select r.score
            from (
                select tenant_id, image_id from $members
                where tenant_id = :tenant and $column = :group order by image_id desc limit :limit) m
              cross join lateral (
                select score from image_result
                where tenant_id = m.tenant_id and image_id = m.image_id and score is not null limit 1) r
            """;

    private final Database database;

    @Inject
    Places(Database database) {
        this.database = database;
    }

    private record Counts(long lower, long equal, long results) {

        Optional<Place> toPlace(Benchmark benchmark, Optional<Group> group) {
            return results < Place.MIN_RESULTS
                    ? Optional.empty()
                    : Optional.of(
                            new Place(benchmark, group, 100 * (lower + equal / 2.0) / results, Optional.of(results)));
        }
    }

    /**
     * The image's places in those of the benchmarks that have at least {@link Place#MIN_RESULTS} results, in the order of
     * {@link Benchmark}. An image has a place for each of its first {@link Place#MAX_TAGS} tags by name.
     *
     * @param score the image's score
     */
    public List<Place> listPlaces(UUID image, Score score, Collection<Benchmark> benchmarks) {
        List<Place> places = new ArrayList<>();
        if (benchmarks.contains(Benchmark.PHOTOGRAPHS)) {
            places.add(amongPhotographs(score));
        }
        if (benchmarks.contains(Benchmark.LIBRARY)) {
            count(BenchmarkId.LIBRARY, score)
                    .toPlace(Benchmark.LIBRARY, Optional.empty())
                    .ifPresent(places::add);
        }
        for (Benchmark benchmark : List.of(Benchmark.PROJECT, Benchmark.TAG)) {
            if (benchmarks.contains(benchmark)) {
                listGroupsOf(image, benchmark)
                        .forEach(group -> findPlace(benchmark, group, score).ifPresent(places::add));
            }
        }
        return places;
    }

    private record Rank(UUID image, double percentile, long results) {}

    /**
     * The places in a benchmark of those of the images that have a score, by image, read once for all of them. The images need
     * not be in the benchmark. Empty if it is unknown or has fewer than {@link Place#MIN_RESULTS} results.
     *
     * @throws IllegalArgumentException for photographs: each score contains its percentile among them
     */
    public Map<UUID, Place> rank(Collection<UUID> images, BenchmarkId id) {
        return rank(images, id, Scope.getTenant());
    }

    /** Like {@link #rank(Collection, BenchmarkId)} for the images of a tenant, in a scope that sees its rows. */
    Map<UUID, Place> rank(Collection<UUID> images, BenchmarkId id, TenantId tenant) {
        String scores = scoresOf(id);
        Optional<Group> group = findGroup(id, tenant);
        if (images.isEmpty() || group.isPresent() != id.group().isPresent()) {
            return Map.of();
        }
        return bindGroup(id, database.sql("""
                with benchmark as (%s)
                select r.image_id as image, 100 * (b.lower + b.equal / 2.0) / b.results as percentile, b.results
                from image_result r cross join lateral (
                  select count(*) filter (where score < r.score) as lower, count(*) filter (where score = r.score) as equal,
                    count(*) as results from benchmark) b
                where r.tenant_id = :tenant and r.image_id = any(:images) and r.score is not null
                  and b.results >= :least
                """.formatted(scores)))
                .bind("tenant", tenant)
                .bind("images", images)
                .bind("limit", Place.MAX_RESULTS)
                .bind("least", Place.MIN_RESULTS)
                .list(Rank.class)
                .stream()
                .collect(Collectors.toMap(
                        Rank::image,
                        rank -> new Place(id.benchmark(), group, rank.percentile(), Optional.of(rank.results()))));
    }

    /**
     * The place of a score in a benchmark, which the image need not be in.
     *
     * @return empty if the benchmark has fewer than {@link Place#MIN_RESULTS} results, or does not exist
     */
    public Optional<Place> findPlaceIn(BenchmarkId id, Score score) {
        return switch (id.benchmark()) {
            case PHOTOGRAPHS -> Optional.of(amongPhotographs(score));
            case LIBRARY -> count(id, score).toPlace(Benchmark.LIBRARY, Optional.empty());
            case PROJECT, TAG ->
                findGroup(id, Scope.getTenant()).flatMap(group -> findPlace(id.benchmark(), group, score));
        };
    }

    private static Place amongPhotographs(Score score) {
        return new Place(Benchmark.PHOTOGRAPHS, Optional.empty(), score.percentile(), Optional.empty());
    }

    private Optional<Place> findPlace(Benchmark benchmark, Group group, Score score) {
        return count(new BenchmarkId(benchmark, Optional.of(group.id())), score).toPlace(benchmark, Optional.of(group));
    }

    private Counts count(BenchmarkId id, Score score) {
        return bindGroup(id, database.sql("""
                    select count(*) filter (where score < :score) as lower,
                      count(*) filter (where score = :score) as equal, count(*) as results
                    from (%s) benchmark
                    """.formatted(scoresOf(id))))
                .bind("tenant", Scope.getTenant())
                .bind("score", (float) score.value())
                .bind("limit", Place.MAX_RESULTS)
                .get(Counts.class);
    }

    private static String scoresOf(BenchmarkId id) {
        return id.benchmark() == Benchmark.LIBRARY
                ? LIBRARY_SCORES
                : GroupSql.of(id.benchmark()).in(GROUP_SCORES);
    }

    private static SqlStatement bindGroup(BenchmarkId id, SqlStatement statement) {
        return id.group().map(group -> statement.bind("group", group)).orElse(statement);
    }

    private Optional<Group> findGroup(BenchmarkId id, TenantId tenant) {
        return id.group()
                .flatMap(group -> database.sql(GroupSql.of(id.benchmark())
                                .in("select id, name from $groups where tenant_id = :tenant and id = :id"))
                        .bind("tenant", tenant)
                        .bind("id", group)
                        .find(Group.class));
    }

    private List<Group> listGroupsOf(UUID image, Benchmark benchmark) {
        return database.sql(GroupSql.of(benchmark).in("""
                    select g.id, g.name from $members m join $groups g on g.id = m.$column
                    where m.tenant_id = :tenant and m.image_id = :image order by lower(g.name), g.id limit :limit
                    """))
                .bind("tenant", Scope.getTenant())
                .bind("image", image)
                .bind("limit", Place.MAX_TAGS)
                .list(Group.class);
    }
}
