package com.engram.client.analyses;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to score an image, and its result.
 *
 * @param batchId the batch that it belongs to
 * @param heatmap the size of the best heatmap; null until there is one
 * @param receipt what was charged; null until it has finished
 * @param problem why there is no score; null if there is one or the analysis has not finished
 * @param warnings what a person should know about how the image was read
 * @param places the places of the score in the benchmarks that were asked for; empty without any
 */
public record Analysis(
        String id,
        String imageId,
        @Nullable String batchId,
        AnalysisStatus status,
        @Nullable Score score,
        @Nullable HeatmapSize heatmap,
        @Nullable Model model,
        @Nullable Receipt receipt,
        @Nullable Note problem,
        List<Note> warnings,
        List<Place> places,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Lists that are absent become empty. */
    @SuppressWarnings("NullAway") // Jackson passes null for fields that are absent
    public Analysis {
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        places = places == null ? List.of() : List.copyOf(places);
    }

    /** The result as one of four cases, for a {@code switch} or {@code instanceof}. */
    public Outcome outcome() {
        return Outcome.of(this);
    }

    /** The size of a heatmap in cells. */
    public record HeatmapSize(int rows, int columns) {}

    /** The model that scored. */
    public record Model(String name, String version) {}

    /** The credits that were charged, the backend that scored, and how long it took. */
    public record Receipt(
            int credits,
            @Nullable String backend,
            @Nullable Integer scoreMillis,
            @Nullable Integer heatmapMillis) {}

    /** A stable code, and a sentence for people. */
    public record Note(String code, String detail) {}

    /**
     * Where a score stands in a benchmark.
     *
     * @param benchmark {@code photographs}, {@code library} or {@code project}
     * @param percentile the share of the benchmark's scores that are lower, in percent
     * @param count how many scores the benchmark has; null for a published distribution
     */
    public record Place(
            String benchmark,
            @Nullable String projectId,
            double percentile,
            @Nullable Long count) {}
}
