package com.engram.analysis;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of analyses ended. It holds the values that the list is sorted by, so the next page begins at the same
 * place even if the last analysis was deleted.
 *
 * @param createdAt of the last analysis
 * @param score 0..1, of the last analysis; empty if it had none
 */
public record AnalysisPosition(UUID analysis, Instant createdAt, Optional<Float> score) {

    /** The position of an analysis. */
    public static AnalysisPosition of(Analysis analysis) {
        return new AnalysisPosition(
                analysis.id(), analysis.createdAt(), analysis.score().map(score -> (float) score.value()));
    }
}
