package com.engram.inference.image;

/**
 * A rectangle within an upright image, as fractions of its width and height, 0 to 1.
 *
 * @param x the left edge
 * @param y the upper edge
 * @param width as a fraction of the image's width
 * @param height as a fraction of the image's height
 */
public record Region(double x, double y, double width, double height) {
    /** The whole image. */
    public static final Region WHOLE = new Region(0, 0, 1, 1);

    /** Fractions that were rounded may exceed the edge by this much. */
    private static final double TOLERANCE = 1e-6;

    /** Throws IllegalArgumentException if the rectangle is empty or extends beyond the image. */
    public Region {
        if (!(x >= 0
                && y >= 0
                && width > 0
                && height > 0
                && x + width <= 1 + TOLERANCE
                && y + height <= 1 + TOLERANCE)) {
            throw new IllegalArgumentException(
                    "A rectangle needs a width and a height above 0, and must lie within the picture, from 0 to 1.");
        }
    }

    /** Its share of the image's surface. */
    public double area() {
        return width * height;
    }
}
