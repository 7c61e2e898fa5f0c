package com.engram.inference.image;

import java.util.List;

/**
 * What to return for an image.
 *
 * @param sides the sizes of the scaled images; each has an area of about {@code side * side} pixels, see {@link InputSize}
 * @param derivatives whether to return a preview and a thumbnail
 * @param variants edited images to return, at most {@link #MAX_VARIANTS}
 */
public record DecodeRequest(List<Integer> sides, boolean derivatives, List<Variant.Requested> variants) {
    /** The largest number of variants. */
    public static final int MAX_VARIANTS = 40;

    /**
     * Throws IllegalArgumentException if there is no side, or one outside {@link InputSize#STEP} to 2048, or if there are too many
     * variants.
     */
    public DecodeRequest {
        sides = List.copyOf(sides);
        variants = List.copyOf(variants);
        if (variants.size() > MAX_VARIANTS) {
            throw new IllegalArgumentException(variants.size() + " variants are more than " + MAX_VARIANTS);
        }
        if (sides.isEmpty() || sides.stream().anyMatch(side -> side < InputSize.STEP || side > 2048)) {
            throw new IllegalArgumentException(
                    "Sides must be from " + InputSize.STEP + " to 2048 pixels, but are " + sides);
        }
    }

    /** A request without variants. */
    public DecodeRequest(List<Integer> sides, boolean derivatives) {
        this(sides, derivatives, List.of());
    }

    /** The longer side up to which the pixels of the image are used. */
    public int side() {
        return variants.stream().anyMatch(Variant.Requested::file) ? Variant.FILE_SIDE : Derivative.PREVIEW_SIDE;
    }
}
