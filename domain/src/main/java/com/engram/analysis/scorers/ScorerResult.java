package com.engram.analysis.scorers;

import java.util.Optional;

/**
 * The outcome of a call of a scorer.
 *
 * @param billed what the scorer's provider says that it bills; empty if it does not say so
 * @param storage requests to the object store that are the way of this scorer
 */
public record ScorerResult(Outcome outcome, Optional<BilledUsage> billed, StorageUse storage) {

    /** An outcome of a scorer whose provider says nothing. */
    public ScorerResult(Outcome outcome) {
        this(outcome, Optional.empty(), StorageUse.NONE);
    }
}
