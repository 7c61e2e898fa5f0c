package com.engram.analysis.scorers.estimates;

/**
 * How memorable an image is.
 *
 * @param value expected hit rate in a recognition test, 0..1
 * @param low lower end of the prediction interval, 0..1
 * @param high upper end of the prediction interval, 0..1
 * @param percentile share of photographs that are less memorable, 0..100
 * @param outOfDomain whether the image is unlike those on which the model was evaluated
 */
public record Score(double value, double low, double high, double percentile, boolean outOfDomain) {

    /** The value for display: 0.0..10.0. */
    public double outOfTen() {
        return Math.round(value * 100) / 10.0;
    }
}
