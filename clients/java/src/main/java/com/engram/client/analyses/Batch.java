package com.engram.client.analyses;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Up to 1,000 analyses that were requested together.
 *
 * @param heatmap whether deep heatmaps were requested
 * @param total images in it
 * @param queued images that wait or are being scored
 * @param leftOut images of the request that are not in it; only in the answer to the request
 */
public record Batch(
        String id,
        @Nullable String name,
        boolean heatmap,
        int total,
        int queued,
        int done,
        int rejected,
        int failed,
        @Nullable Integer leftOut,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant cancelledAt) {

    /** Whether all its analyses have finished. */
    public boolean isFinished() {
        return finishedAt != null;
    }
}
