package com.engram.inference.scoring;

/**
 * What an analysis computes beyond the score.
 *
 * @param deepMap the deep heatmap instead of the decomposition
 * @param fine the decomposition at twice the resolution, which quadruples the work; ignored with {@code deepMap}
 * @param derivatives preview and thumbnail
 */
public record AnalysisOptions(boolean deepMap, boolean fine, boolean derivatives) {
    /** The score with its decomposition. */
    public static final AnalysisOptions SCORE_ONLY = new AnalysisOptions(false, false, false);
}
