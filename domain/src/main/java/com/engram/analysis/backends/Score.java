package com.engram.analysis.backends;

/**
 * How memorable a picture is.
 *
 * @param value expected hit rate in a recognition test, 0..1
 * @param low lower end of the error band, 0..1
 * @param high upper end of the error band, 0..1
 * @param percentile share of photographs that are less memorable, 0..100
 * @param outOfDomain whether the picture is unlike those the model was judged on
 */
public record Score(double value, double low, double high, double percentile, boolean outOfDomain) {

    /** The value for people: 0.0..10.0. */
    public double outOfTen() {
        return Math.round(value * 100) / 10.0;
    }
}
