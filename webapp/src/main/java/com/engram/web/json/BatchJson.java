package com.engram.web.json;

import com.engram.analysis.Batch;
import com.engram.analysis.Batches;
import com.engram.analysis.intake.RequestBatch;
import com.engram.web.PublicId;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the API tells it.
 *
 * @param total images in it; the four numbers below sum to it, less what was deleted since
 * @param queued images that wait or are at work
 * @param leftOut images of the request that are not in it, told in the answer to the request only
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

    /** A batch as it stands. */
    public static BatchJson of(Batches.Standing standing) {
        return of(standing.batch(), standing.progress(), null);
    }

    /** One that was just accepted; some of it may be done already. */
    public static BatchJson of(Batches.Standing standing, RequestBatch.Accepted accepted) {
        return of(standing.batch(), standing.progress(), accepted.leftOut());
    }

    private static BatchJson of(Batch batch, Batches.Progress progress, @Nullable Integer leftOut) {
        return new BatchJson(
                PublicId.BATCH.of(batch.id()),
                batch.name(),
                batch.wantsDeepMap(),
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
