package com.engram.analysis.backends;

import java.util.Locale;

/** The two kinds of map. */
public enum HeatmapKind {
    /** What each region adds to the score: the cells and the bias sum to the unclipped score. */
    DECOMPOSITION,
    /** How strongly the score depends on each region, 0..1, by backpropagation. */
    DEEP;

    /** The name as the API and the database write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
