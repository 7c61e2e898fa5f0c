package com.engram.inference.scoring;

import com.engram.inference.image.Derivative;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.model.Heatmap;
import java.util.List;
import java.util.Optional;

/**
 * The result for one image.
 *
 * @param score the score with its decomposition
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param sha256 the hash of the file, hexadecimal
 * @param heatmap the deep map if it was requested, otherwise the decomposition
 * @param preview present if derivatives were requested
 * @param thumbnail present if derivatives were requested
 * @param warnings what a user should know about how the image was read
 */
public record Analysis(
        Score score,
        int width,
        int height,
        String sha256,
        Heatmap heatmap,
        Optional<Derivative> preview,
        Optional<Derivative> thumbnail,
        List<ImageWarning> warnings) {}
