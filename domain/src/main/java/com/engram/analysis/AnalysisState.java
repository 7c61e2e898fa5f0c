package com.engram.analysis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an analysis is on its way; the last three are ends. */
public enum AnalysisState {
    QUEUED,
    SCORING,
    MAPPING,
    DONE,
    REJECTED,
    FAILED;

    /** Whether nothing more will happen by itself; what failed may be retried by its owner. */
    public boolean isEnd() {
        return this == DONE || this == REJECTED || this == FAILED;
    }

    /** Whether this may be followed by that. */
    boolean canTransitionTo(AnalysisState next) {
        return next().contains(next);
    }

    private Set<AnalysisState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(SCORING, DONE, FAILED);
            case SCORING -> EnumSet.of(QUEUED, MAPPING, DONE, REJECTED, FAILED);
            case MAPPING -> EnumSet.of(MAPPING, DONE, FAILED);
            case FAILED -> EnumSet.of(QUEUED, MAPPING);
            case DONE, REJECTED -> EnumSet.noneOf(AnalysisState.class);
        };
    }

    /** The name as the API writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
