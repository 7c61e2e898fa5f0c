package com.engram.inference.model;

/** The standard normal distribution. */
final class Normal {
    /** A normal variable is within this many standard deviations of its mean with a probability of 90 %. */
    static final double QUANTILE_90 = 1.6448536269514722;

    private Normal() {}

    /**
     * The probability that a standard normal variable is less than {@code z}: a Chebyshev approximation of the error function
     * (Numerical Recipes, {@code erfcc}) with an error below 1e-7.
     */
    static double probability(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * x);
        double polynomial = -1.26551223
                + t
                        * (1.00002368
                                + t
                                        * (0.37409196
                                                + t
                                                        * (0.09678418
                                                                + t
                                                                        * (-0.18628806
                                                                                + t
                                                                                        * (0.27886807
                                                                                                + t
                                                                                                        * (-1.13520398
                                                                                                                + t
                                                                                                                        * (1.48851587
                                                                                                                                + t
                                                                                                                                        * (-0.82215223
                                                                                                                                                + t
                                                                                                                                                        * 0.17087277))))))));
        double tail = 0.5 * t * Math.exp(-x * x + polynomial);
        return z < 0 ? tail : 1 - tail;
    }
}
