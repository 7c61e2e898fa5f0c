package com.engram.areas;

import java.util.Optional;

/**
 * How much of an image an area covers, and how much of its memorability it holds.
 *
 * @param surface the fraction of the image that the area covers, 0 to 1
 * @param share the fraction of the heatmap's positive values within the area, 0 to 1; empty without a heatmap
 */
public record AreaMeasure(double surface, Optional<Double> share) {

    /** The share divided by the surface: above 1, the area holds more than its surface; empty without a heatmap. */
    public Optional<Double> effect() {
        return share.map(value -> value / surface);
    }

    static AreaMeasure of(Outline outline, Optional<OutlineMass> mass) {
        return new AreaMeasure(
                outline.surface(), mass.filter(known -> !known.isEmpty()).map(known -> known.shareWithin(outline)));
    }
}
