package com.engram.analysis.scorers;

import java.util.Locale;

/** A task of a scorer. */
public enum Task {
    /** Computes the score with its decomposition, the preview and the thumbnail. */
    SCORE,
    /** Computes the deep heatmap of an image that has a score. */
    HEATMAP;

    /** The name in the engine's JSON, in the ledger and in the cost records: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
