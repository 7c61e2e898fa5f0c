package com.engram.inference.scoring;

import com.engram.inference.heatmap.Heatmap;
import com.engram.inference.picture.Derived;
import java.util.Optional;

/**
 * All that one picture gave.
 *
 * @param width of the upright picture, in pixels
 * @param height of the upright picture, in pixels
 * @param sha256 of the file's bytes, hexadecimal
 * @param heatmap the deep map where it was asked for, else the decomposition
 */
public record Analysis(
        Score score,
        int width,
        int height,
        String sha256,
        Heatmap heatmap,
        Optional<Derived> preview,
        Optional<Derived> thumbnail) {}
