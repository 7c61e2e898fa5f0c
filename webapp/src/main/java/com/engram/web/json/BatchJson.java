package com.engram.web.json;

import com.engram.analysis.Batch;
import com.engram.analysis.BatchProgress;
import com.engram.analysis.BatchStatus;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.web.PublicId;
import org.jspecify.annotations.Nullable;

/**
 * A batch in the API.
 *
 * @param total images in it; the next four numbers sum to it, less the images that were deleted
 * @param queued images that wait or are being scored
 * @param leftOut images of the request that are not in it; only in the response to the request
 */
public record BatchJson(
        String id,
        String name,
        boolean heatmap,
        int total,
        int queued,
        int done,
        int rejected,
        int failed,
        @Nullable Integer leftOut,
        String createdAt,
        @Nullable String finishedAt,
        @Nullable String cancelledAt) {

    /** A batch with its current progress. */
    public static BatchJson of(BatchStatus status) {
        return of(status.batch(), status.progress(), null);
    }

    /** A batch that was just accepted. Some of its images may be done already. */
    public static BatchJson of(BatchStatus status, BatchRequestResult.Accepted accepted) {
        return of(status.batch(), status.progress(), accepted.skipped());
    }

    private static BatchJson of(Batch batch, BatchProgress progress, @Nullable Integer leftOut) {
        return new BatchJson(
                PublicId.BATCH.of(batch.id()),
                batch.name(),
                batch.isDeepHeatmapRequested(),
                batch.total(),
                progress.queued(),
                progress.done(),
                progress.rejected(),
                progress.failed(),
                leftOut,
                batch.createdAt().toString(),
                batch.finishedAt().map(Object::toString).orElse(null),
                batch.cancelledAt().map(Object::toString).orElse(null));
    }
}
