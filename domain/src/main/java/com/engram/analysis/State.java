package com.engram.analysis;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where an analysis is on its way; the last three are ends. */
public enum State {
    QUEUED,
    SCORING,
    MAPPING,
    DONE,
    REJECTED,
    FAILED;

    /** Whether nothing more will happen. */
    public boolean isEnd() {
        return this == DONE || this == REJECTED || this == FAILED;
    }

    /** Whether this may be followed by that. */
    boolean canTransitionTo(State next) {
        return next().contains(next);
    }

    private Set<State> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(SCORING);
            case SCORING -> EnumSet.of(QUEUED, MAPPING, DONE, REJECTED, FAILED);
            case MAPPING -> EnumSet.of(MAPPING, DONE, FAILED);
            case DONE, REJECTED, FAILED -> EnumSet.noneOf(State.class);
        };
    }

    /** The name as the API writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
