package com.engram.analysis.intake;

/**
 * How to analyse an image.
 *
 * @param deepHeatmap whether to compute a deep heatmap in addition to the score
 * @param bulk whether the image is one of many; such images wait until those that were sent alone are scored
 */
public record AnalysisOptions(boolean deepHeatmap, boolean bulk) {

    /** The options of an image that was sent alone. */
    public static AnalysisOptions single(boolean deepHeatmap) {
        return new AnalysisOptions(deepHeatmap, false);
    }
}
