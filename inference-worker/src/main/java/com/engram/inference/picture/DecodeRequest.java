package com.engram.inference.picture;

import java.util.List;

/**
 * What is wanted of a picture.
 *
 * @param sides for each, the pixels at about {@code side * side} pixels' area, see {@link Fit}
 * @param derivatives whether a preview and a thumbnail are wanted
 */
public record DecodeRequest(List<Integer> sides, boolean derivatives) {
    public DecodeRequest {
        sides = List.copyOf(sides);
        if (sides.isEmpty() || sides.stream().anyMatch(side -> side < Fit.STEP || side > 2048)) {
            throw new IllegalArgumentException("Sides of " + Fit.STEP + " to 2048 pixels are decoded, not " + sides);
        }
    }
}
