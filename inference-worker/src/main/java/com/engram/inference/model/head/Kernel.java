package com.engram.inference.model.head;

/**
 * How the similarity of two images decreases with their distance (Rasmussen & Williams 2006, section 4.2).
 *
 * @param rate the decay with distance
 * @param tolerance the squared distance below which images count as equal: about that between an image and its mirror image
 */
public record Kernel(Shape shape, double rate, double tolerance) {
    private static final double SQRT_3 = Math.sqrt(3);

    /** Keeps the slope of the Laplace kernel finite at distance 0. */
    private static final double SMALLEST_DISTANCE = Math.sqrt(1e-9);

    /** The shapes; models store the index of theirs. */
    public enum Shape {
        /** Falls steeply from distance 0 on, so that every small change counts as news. */
        LAPLACE,
        /** The Matérn kernel of smoothness 3/2: flat at distance 0, so that nearly equal images are nearly equally memorable. */
        MATERN
    }

    /** A Laplace kernel without tolerance. */
    public static Kernel laplace(double rate) {
        return new Kernel(Shape.LAPLACE, rate, 0);
    }

    /** The similarity at a distance: 1 for equal images. */
    public double at(double distance) {
        double beyond = beyondTolerance(distance);
        if (shape == Shape.LAPLACE) {
            return Math.exp(-rate * beyond);
        }
        double scaled = SQRT_3 * rate * beyond;
        return (1 + scaled) * Math.exp(-scaled);
    }

    /** The derivative by the distance, divided by the distance and negated: how strongly an image is drawn to a centre. */
    double pullAt(double distance) {
        double beyond = beyondTolerance(distance);
        if (tolerance > 0 && beyond == 0) {
            return 0;
        }
        if (shape == Shape.LAPLACE) {
            double far = Math.max(SMALLEST_DISTANCE, beyond);
            return rate * Math.exp(-rate * far) / far;
        }
        return 3 * rate * rate * Math.exp(-SQRT_3 * rate * beyond);
    }

    /** How far two images at a distance differ beyond the tolerance: 0 at a distance of 0, 1 beyond it. */
    public double changeAt(double distance) {
        return tolerance > 0 ? Math.min(1, distance * distance / tolerance) : 1;
    }

    private double beyondTolerance(double distance) {
        return tolerance > 0 ? Math.sqrt(Math.max(0, distance * distance - tolerance)) : distance;
    }
}
