package com.engram.analysis.reports;

import com.engram.analysis.backends.Score;

/**
 * By how much one image's score is above another's, and how certain that is.
 *
 * <p>The interval of each score holds the true value in 90 of 100 cases. If the errors are independent and evenly spread
 * around the score, the interval of a difference has the half-width sqrt(a^2 + b^2), from the two half-widths.
 *
 * @param value above zero if the first image is the more memorable one, -1..1
 * @param band half-width of the difference's own 90 % interval
 */
public record ScoreDifference(double value, double band) {

    /** Half-widths of a 90 % interval per standard deviation. */
    private static final double DEVIATIONS = 1.6449;

    /** By how much {@code one} is above {@code other}. */
    public static ScoreDifference of(Score one, Score other) {
        return new ScoreDifference(one.value() - other.value(), Math.hypot(halfWidth(one), halfWidth(other)));
    }

    /** Whether the difference is larger than its interval, so it is hardly due to chance. */
    public boolean exceedsBand() {
        return Math.abs(value) > band;
    }

    /** In how many of 100 such pairs the image with the higher score really is the more memorable one, 50..100. */
    public int chanceOfHigher() {
        if (band == 0) {
            return value == 0 ? 50 : 100;
        }
        return (int) Math.round(100 * normal(Math.abs(value) * DEVIATIONS / band));
    }

    private static double halfWidth(Score score) {
        return (score.high() - score.low()) / 2;
    }

    /**
     * The normal distribution function for z >= 0, to 1e-5.
     *
     * @see <a href="https://personal.math.ubc.ca/~cbm/aands/page_932.htm">Abramowitz and Stegun, 26.2.16</a>
     */
    private static double normal(double z) {
        double t = 1 / (1 + 0.33267 * z);
        double tail =
                Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * t * (0.4361836 + t * (-0.1201676 + t * 0.9372980));
        return 1 - tail;
    }
}
