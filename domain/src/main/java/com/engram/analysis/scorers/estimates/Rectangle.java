package com.engram.analysis.scorers.estimates;

/**
 * A rectangle within an upright picture, as fractions of its width and height, 0 to 1.
 *
 * @param x left edge
 * @param y upper edge
 * @param width as a fraction of the picture's width
 * @param height as a fraction of the picture's height
 */
public record Rectangle(double x, double y, double width, double height) {

    /** The whole picture. */
    public static final Rectangle WHOLE = new Rectangle(0, 0, 1, 1);

    /** By how much rounded fractions may exceed the edge. */
    private static final double TOLERANCE = 1e-6;

    /** Whether it has a surface and lies within the picture. */
    public boolean isWithinPicture() {
        return x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1 + TOLERANCE && y + height <= 1 + TOLERANCE;
    }

    /** Its share of the picture's surface. */
    public double surface() {
        return width * height;
    }

    /** A rectangle whose fractions are those of this rectangle, as fractions of the picture. */
    public Rectangle toPicture(Rectangle inner) {
        return new Rectangle(
                x + inner.x() * width, y + inner.y() * height, inner.width() * width, inner.height() * height);
    }
}
