package com.engram.portal.batches;

import com.engram.analysis.Batches;
import com.engram.web.PublicId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A batch as pages show it.
 *
 * @param percent finished analyses in percent, 0..100
 */
public record BatchView(
        String id,
        String name,
        Batches.Progress progress,
        int percent,
        boolean isFinished,
        boolean isCancelled,
        OffsetDateTime createdAt) {

    static BatchView of(Batches.Standing standing) {
        Batches.Progress progress = standing.progress();
        int ended = progress.all() - progress.queued();
        return new BatchView(
                PublicId.BATCH.of(standing.batch().id()),
                standing.batch().name().isBlank() ? "Batch" : standing.batch().name(),
                progress,
                progress.all() == 0 ? 100 : ended * 100 / progress.all(),
                progress.queued() == 0,
                standing.batch().cancelledAt().isPresent(),
                standing.batch().createdAt().atOffset(ZoneOffset.UTC));
    }

    /** Its page. */
    public String href() {
        return "/batches/" + id;
    }
}
