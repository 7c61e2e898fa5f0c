package com.engram.inference.image;

import java.util.List;

/**
 * What to return for an image.
 *
 * @param sides the sizes of the scaled images; each has an area of about {@code side * side} pixels, see {@link InputSize}
 * @param derivatives whether to return a preview and a thumbnail
 */
public record DecodeRequest(List<Integer> sides, boolean derivatives) {
    /** Throws IllegalArgumentException if there is no side, or one outside {@link InputSize#STEP} to 2048. */
    public DecodeRequest {
        sides = List.copyOf(sides);
        if (sides.isEmpty() || sides.stream().anyMatch(side -> side < InputSize.STEP || side > 2048)) {
            throw new IllegalArgumentException(
                    "Sides must be from " + InputSize.STEP + " to 2048 pixels, but are " + sides);
        }
    }
}
