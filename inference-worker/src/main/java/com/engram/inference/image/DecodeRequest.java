package com.engram.inference.image;

import java.util.List;

/**
 * What is wanted of an image.
 *
 * @param sides for each, the pixels at about {@code side * side} pixels' area, see {@link InputSize}
 * @param derivatives whether a preview and a thumbnail are wanted
 */
public record DecodeRequest(List<Integer> sides, boolean derivatives) {
    public DecodeRequest {
        sides = List.copyOf(sides);
        if (sides.isEmpty() || sides.stream().anyMatch(side -> side < InputSize.STEP || side > 2048)) {
            throw new IllegalArgumentException(
                    "Sides of " + InputSize.STEP + " to 2048 pixels are decoded, not " + sides);
        }
    }
}
