package com.engram.inference.scoring;

import com.engram.inference.image.Derivative;
import com.engram.inference.model.Comparison;
import java.util.List;
import java.util.Optional;

/**
 * An image and edited variants of it, each compared with the image.
 *
 * @param original the score of the image
 * @param variants in the order of the request
 */
public record Variants(Score original, List<ScoredVariant> variants) {
    /**
     * A variant.
     *
     * @param width in pixels, as far as the image was decoded
     * @param height in pixels
     * @param score empty if the variant shows nothing
     * @param comparison of the variant, which is the first, with the image; empty if the variant shows nothing
     * @param file the variant as a JPEG, if it was requested
     */
    public record ScoredVariant(
            int width, int height, Optional<Score> score, Optional<Comparison> comparison, Optional<Derivative> file) {}
}
