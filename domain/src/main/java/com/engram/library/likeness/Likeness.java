package com.engram.library.likeness;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How alike the images of a project are, by the features that the model stores of them.
 *
 * @param images those that were compared, the most memorable first
 * @param tooAlike the pairs from {@link #TOO_ALIKE} on, the most alike first
 * @param kept how much of the differences between the images the map shows, 0..1; empty without a map
 * @param missing how many images of the project could not be compared: they have no score, their model stores no features or is
 *     another one, or there were too many
 */
public record Likeness(List<PlacedImage> images, List<LikePair> tooAlike, Optional<Double> kept, int missing) {

    /**
     * The likeness from which on two images are too alike: the cosine of the angle between their features. Decision 713 has the
     * measurement.
     */
    public static final double TOO_ALIKE = 0.75;

    /** The most images that are compared: the most memorable ones. */
    public static final int MAX_IMAGES = 120;

    /**
     * An image with its place on the map.
     *
     * @param x from the left, 0..1
     * @param y from the top, 0..1, on the scale of {@code x}
     */
    public record PlacedImage(UUID image, String filename, double x, double y) {}

    /**
     * Two images.
     *
     * @param likeness 0 for images that have nothing in common, 1 for equal features
     */
    public record LikePair(PlacedImage first, PlacedImage second, double likeness) {}

    /** How many of the images have none that is too alike and more memorable. */
    public int distinct() {
        return (int) images.stream()
                .filter(image ->
                        tooAlike.stream().noneMatch(pair -> pair.second().equals(image)))
                .count();
    }
}
