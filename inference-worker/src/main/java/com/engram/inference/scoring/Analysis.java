package com.engram.inference.scoring;

import com.engram.inference.image.Derivative;
import com.engram.inference.model.Heatmap;
import java.util.Optional;

/**
 * All that one image gave.
 *
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param sha256 of the file's bytes, hexadecimal
 * @param heatmap the deep map where it was asked for, else the decomposition
 */
public record Analysis(
        Score score,
        int width,
        int height,
        String sha256,
        Heatmap heatmap,
        Optional<Derivative> preview,
        Optional<Derivative> thumbnail) {}
