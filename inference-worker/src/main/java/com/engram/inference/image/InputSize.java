package com.engram.inference.image;

/**
 * The size at which the network sees an image: the whole of it, nothing cropped, its shape kept as nearly as sides of
 * multiples of {@link #STEP} allow.
 */
public record InputSize(int width, int height) {
    /** The network's stride. */
    public static final int STEP = 32;

    /** A longer side than this many times the wanted one would cost more than it shows. */
    private static final int LONGEST = 4;

    /** The size whose area is about {@code side} squared. */
    public static InputSize of(int width, int height, int side) {
        double scale = Math.sqrt((double) side * side / ((double) width * height));
        return new InputSize(snapped(width * scale, side), snapped(height * scale, side));
    }

    private static int snapped(double length, int side) {
        return Math.max(STEP, Math.min(LONGEST * side, (int) Math.round(length / STEP) * STEP));
    }
}
