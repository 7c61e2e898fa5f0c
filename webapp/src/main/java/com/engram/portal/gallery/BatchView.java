package com.engram.portal.gallery;

import com.engram.analysis.BatchProgress;
import com.engram.analysis.BatchStatus;
import com.engram.language.Messages;
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
        BatchProgress progress,
        int percent,
        boolean isFinished,
        boolean isCancelled,
        OffsetDateTime createdAt) {

    static BatchView of(BatchStatus standing, Messages messages) {
        BatchProgress progress = standing.progress();
        int ended = progress.total() - progress.queued();
        return new BatchView(
                PublicId.BATCH.of(standing.batch().id()),
                standing.batch().name().isBlank()
                        ? messages.text("batches.unnamed")
                        : standing.batch().name(),
                progress,
                progress.total() == 0 ? 100 : ended * 100 / progress.total(),
                progress.queued() == 0,
                standing.batch().cancelledAt().isPresent(),
                standing.batch().createdAt().atOffset(ZoneOffset.UTC));
    }

    /** Its page. */
    public String href() {
        return "/batches/" + id;
    }
}
