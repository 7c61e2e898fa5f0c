package com.engram.analysis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The state of an analysis. The last three are final, but a failed analysis can be queued again. */
public enum AnalysisState {
    /** Waits for a scorer. */
    QUEUED,
    /** Is being scored under a lease. */
    SCORING,
    /** Has its score and waits for its deep heatmap, or the heatmap is being computed under a lease. */
    MAPPING,
    /** Has everything that was requested. */
    DONE,
    /** The image cannot be analysed. */
    REJECTED,
    /** The service could not analyse the image, or the analysis was cancelled. */
    FAILED;

    /** The states in which an analysis still has a reserved credit and will change without a retry. */
    public static Set<AnalysisState> unfinished() {
        return EnumSet.of(QUEUED, SCORING, MAPPING);
    }

    /** Whether the analysis will not change by itself any more. */
    public boolean isFinal() {
        return !unfinished().contains(this);
    }

    boolean canTransitionTo(AnalysisState next) {
        return allowedNext().contains(next);
    }

    private Set<AnalysisState> allowedNext() {
        return switch (this) {
            case QUEUED -> EnumSet.of(SCORING, DONE, FAILED);
            case SCORING -> EnumSet.of(QUEUED, MAPPING, DONE, REJECTED, FAILED);
            case MAPPING -> EnumSet.of(MAPPING, DONE, FAILED);
            case FAILED -> EnumSet.of(QUEUED, MAPPING);
            case DONE, REJECTED -> EnumSet.noneOf(AnalysisState.class);
        };
    }

    /** The name in the API: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
