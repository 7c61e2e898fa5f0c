package com.engram.analysis.scorers.estimates;

import java.util.Locale;

/** The two kinds of heatmap. */
public enum HeatmapKind {
    /** The share of each region in the score. The cells and the bias sum to the unclipped score. */
    DECOMPOSITION,
    /** How strongly the score depends on each region, 0..1, computed by backpropagation. */
    DEEP;

    /** The name in the API and in the database: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
