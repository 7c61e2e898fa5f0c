package com.engram.inference.model;

import java.util.List;

/**
 * A model's {@code model.json}.
 *
 * @param name what people call it
 * @param version hash of the weights and the preprocessing
 * @param architecture see {@link MobileNetV2#named}
 * @param golden inputs with the scores they must give, on any engine, to 1e-4
 */
public record Manifest(
        String name,
        String version,
        String architecture,
        Preprocessing preprocessing,
        Calibration calibration,
        List<Golden> golden) {

    /**
     * One input that can be drawn without a file: see {@link GoldenPicture}.
     *
     * @param score unclipped
     */
    public record Golden(int width, int height, int seed, double score) {}
}
