package com.engram.analysis.scorers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of edits, with the limits of the engine. */
public enum EditKind {
    /** Keeps the region only. */
    CROP(true, true, 1, 1, 1),
    /** Keeps the largest part with an aspect ratio, width by height, around the centre of the region. */
    REFRAME(true, false, 1, 0.1, 10),
    /** Moves colours away from a medium grey, or towards it. */
    CONTRAST(false, false, 1, 0.25, 4),
    /** Moves colours away from the grey of their brightness, or towards it. */
    SATURATION(false, false, 1, 0, 4),
    /** Multiplies red, green and blue. */
    BRIGHTNESS(false, false, 1, 0.25, 4),
    /** Blurs the region; the amount is the standard deviation in percent of the longer side. */
    BLUR(true, false, 1, 0.1, 10),
    /** Fills the region from its edge. It guesses no new content. */
    REMOVE(true, true, 0.25, 1, 1),
    /** Enlarges the region around its centre; it covers what is beside it. */
    ENLARGE(true, true, 0.5, 1.05, 3),
    /** Exchanges left and right. */
    MIRROR(false, false, 1, 1, 1),
    /** Removes all colour. */
    GREYSCALE(false, false, 1, 1, 1);

    /** The smallest width and height of a crop, as a fraction of the picture. */
    public static final double SMALLEST_CROP = 0.05;

    private final boolean hasRegion;
    private final boolean needsRegion;
    private final double largestSurface;
    private final double least;
    private final double most;

    EditKind(boolean hasRegion, boolean needsRegion, double largestSurface, double least, double most) {
        this.hasRegion = hasRegion;
        this.needsRegion = needsRegion;
        this.largestSurface = largestSurface;
        this.least = least;
        this.most = most;
    }

    /** The name in requests, such as {@code crop}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that code. */
    public static Optional<EditKind> ofCode(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** Whether the edit is about a region. */
    public boolean hasRegion() {
        return hasRegion;
    }

    boolean needsRegion() {
        return needsRegion;
    }

    double largestSurface() {
        return largestSurface;
    }

    /** Whether the edit has an amount. */
    public boolean hasAmount() {
        return least < most;
    }

    /** The smallest amount. */
    public double least() {
        return least;
    }

    /** The largest amount. */
    public double most() {
        return most;
    }

    /** The name of the amount in requests. */
    public String amountField() {
        return this == REFRAME ? "aspect" : "factor";
    }
}
