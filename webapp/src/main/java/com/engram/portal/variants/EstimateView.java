package com.engram.portal.variants;

import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.language.Message;

/** The estimate of a variant for display, in points of ten. */
public record EstimateView(VariantEstimate estimate) {

    /** Half of the width of the plot, in points of ten. */
    private static final double RANGE = 2;

    private static final int CENTRE = 160;
    private static final int HALF = 150;

    /** The score, to one decimal. */
    public double ofTen() {
        return points(estimate.score());
    }

    /** The difference to the picture with its sign: a key and an absolute value. */
    public Message change() {
        double points = points(estimate.difference());
        return points == 0
                ? Message.of("variants.same")
                : Message.of(points > 0 ? "variants.more" : "variants.less", Math.abs(points));
    }

    /** Lower end of the interval of the true difference. */
    public double low() {
        return points(estimate.differenceLow());
    }

    /** Upper end of the interval of the true difference. */
    public double high() {
        return points(estimate.differenceHigh());
    }

    /** The probability that the variant is the more memorable, in whole percent; never certain. */
    public long chance() {
        return Math.max(1, Math.min(99, Math.round(100 * estimate.probability())));
    }

    /** The left end of the interval in the plot. */
    public double lowX() {
        return position(estimate.differenceLow());
    }

    /** The width of the interval in the plot. */
    public double bandWidth() {
        return Math.max(1, position(estimate.differenceHigh()) - lowX());
    }

    /** The place of the difference in the plot. */
    public double dotX() {
        return position(estimate.difference()) - 2;
    }

    private static double position(double difference) {
        double share = Math.max(-1, Math.min(1, 10 * difference / RANGE));
        return Math.round(10 * (CENTRE + HALF * share)) / 10.0;
    }

    private static double points(double value) {
        return Math.round(value * 100) / 10.0;
    }
}
