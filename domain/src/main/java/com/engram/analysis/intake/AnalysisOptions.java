package com.engram.analysis.intake;

/**
 * How to analyse an image.
 *
 * @param deepHeatmap whether to compute a deep heatmap in addition to the score
 * @param bulk whether the image is one of many; such images wait until those that were sent alone are scored
 * @param free whether no credit is reserved or charged
 */
public record AnalysisOptions(boolean deepHeatmap, boolean bulk, boolean free) {

    /** Options of an analysis that is charged. */
    public AnalysisOptions(boolean deepHeatmap, boolean bulk) {
        this(deepHeatmap, bulk, false);
    }

    /** The options of an image that Engram itself brought along. */
    public static AnalysisOptions freeOfCharge() {
        return new AnalysisOptions(false, false, true);
    }

    /** The options of an image that was sent alone. */
    public static AnalysisOptions single(boolean deepHeatmap) {
        return new AnalysisOptions(deepHeatmap, false);
    }
}
