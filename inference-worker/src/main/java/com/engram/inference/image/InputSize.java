package com.engram.inference.image;

/**
 * The size at which an image enters the network. The image is not cropped, and its aspect ratio is kept as far as sides that are
 * multiples of {@link #STEP} allow.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record InputSize(int width, int height) {
    /** The stride of the network, in pixels. */
    public static final int STEP = 32;

    /** The longest side, relative to the requested one; it limits the work for elongated images. */
    private static final int MAX_RATIO = 4;

    /** The size with about {@code side * side} pixels for an image of that width and height. */
    public static InputSize of(int width, int height, int side) {
        double scale = Math.sqrt((double) side * side / ((double) width * height));
        return new InputSize(rounded(width * scale, side), rounded(height * scale, side));
    }

    private static int rounded(double length, int side) {
        return Math.max(STEP, Math.min(MAX_RATIO * side, (int) Math.round(length / STEP) * STEP));
    }
}
