package com.engram.analysis.backends;

/** What a scorer is asked for. */
public enum Task {
    /** The score with its decomposition, the preview and the thumbnail. */
    SCORE,
    /** The deep heatmap of a picture that was scored. */
    HEATMAP
}
