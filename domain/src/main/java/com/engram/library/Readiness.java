package com.engram.library;

import com.engram.database.Database;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whether images have reached the thresholds of their projects: the percentile of their current score in
 * the project's benchmark, rounded to one decimal as clients see it. It reads the images that the scope sees, of one tenant or of
 * several.
 */
@ApplicationScoped
@Transactional
public class Readiness {

    private final Database database;
    private final Places places;

    @Inject
    Readiness(Database database, Places places) {
        this.database = database;
        this.places = places;
    }

    private record Row(
            UUID tenant,
            UUID image,
            double threshold,
            Benchmark benchmark,
            Optional<UUID> benchmarkGroup,
            double percentile) {

        BenchmarkOf benchmarkOf() {
            return new BenchmarkOf(new TenantId(tenant), new BenchmarkId(benchmark, benchmarkGroup));
        }
    }

    private record BenchmarkOf(TenantId tenant, BenchmarkId id) {

        boolean isPhotographs() {
            return id.equals(BenchmarkId.PHOTOGRAPHS);
        }
    }

    /**
     * Which of the images have reached the threshold and which have not.
     *
     * @return by image; without images that have no score, whose project has no threshold or whose benchmark has too few results
     */
    public Map<UUID, Boolean> find(Collection<UUID> images) {
        if (images.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Boolean> ready = new HashMap<>();
        Map<BenchmarkOf, List<Row>> rows = list(images).stream().collect(Collectors.groupingBy(Row::benchmarkOf));
        rows.forEach((benchmark, ofBenchmark) -> {
            Map<UUID, Place> ranked = benchmark.isPhotographs()
                    ? Map.of()
                    : places.rank(ofBenchmark.stream().map(Row::image).toList(), benchmark.id(), benchmark.tenant());
            for (Row row : ofBenchmark) {
                Optional<Double> percentile = benchmark.isPhotographs()
                        ? Optional.of(row.percentile())
                        : Optional.ofNullable(ranked.get(row.image())).map(Place::percentile);
                percentile.ifPresent(known -> ready.put(row.image(), isReached(known, row.threshold())));
            }
        });
        return ready;
    }

    /** Whether an image has reached the threshold; empty if that cannot be said. */
    public Optional<Boolean> find(UUID image) {
        return Optional.ofNullable(find(List.of(image)).get(image));
    }

    static boolean isReached(double percentile, double threshold) {
        return Math.round(percentile * 10) / 10.0 >= threshold;
    }

    private List<Row> list(Collection<UUID> images) {
        return database.sql("""
                        select f.tenant_id as tenant, f.image_id as image, p.threshold, upper(p.benchmark) as benchmark, p.benchmark_group,
                          cast(a.percentile as double precision) as percentile
                        from project_image f join project p on p.id = f.project_id
                          join image_result r on r.tenant_id = f.tenant_id and r.image_id = f.image_id
                          join analysis a on a.id = r.analysis_id
                        where f.image_id = any(:images) and p.threshold is not null
                          and r.score is not null and a.percentile is not null
                        """).bind("images", images).list(Row.class);
    }
}
