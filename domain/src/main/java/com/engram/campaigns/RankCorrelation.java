package com.engram.campaigns;

import java.util.Optional;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Spearman's rank correlation of two series, with its 95 % interval.
 *
 * @param value -1..1; 1 if both series have the same order
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
public record RankCorrelation(double value, double low, double high) {

    /** The two-sided 95 % quantile of the normal distribution. */
    private static final double Z = 1.959964;

    /** The inverse hyperbolic tangent of 1 is infinite. */
    private static final double LARGEST = 1 - 1e-9;

    /**
     * The correlation of two series of the same length, of at least four values; equal values share the mean of their ranks. The interval
     * is that of Fisher's transformation with the standard error of Bonett and Wright, sqrt((1 + r²/2) / (n - 3)) (Psychometrika 65,
     * 2000). Empty if all values of a series are equal, because they have no order then.
     */
    static Optional<RankCorrelation> of(double[] first, double[] second) {
        double r = new SpearmansCorrelation().correlation(first, second);
        if (Double.isNaN(r)) {
            return Optional.empty();
        }
        double limited = Math.max(-LARGEST, Math.min(LARGEST, r));
        double transformed = 0.5 * Math.log((1 + limited) / (1 - limited));
        double margin = Z * Math.sqrt((1 + r * r / 2) / (first.length - 3));
        return Optional.of(new RankCorrelation(r, Math.tanh(transformed - margin), Math.tanh(transformed + margin)));
    }

    /** What the interval says: whether it lies above zero, below it, or on both sides. */
    public Finding finding() {
        if (low > 0) {
            return Finding.HIGHER;
        }
        return high < 0 ? Finding.LOWER : Finding.UNDECIDED;
    }
}
