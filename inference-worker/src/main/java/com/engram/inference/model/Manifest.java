package com.engram.inference.model;

import com.engram.inference.model.network.MobileNetV2;
import java.util.List;

/**
 * A model's {@code model.json}.
 *
 * @param name what people call it
 * @param version hash of the weights and the preprocessing
 * @param architecture see {@link MobileNetV2#named}
 * @param layers the nodes whose pooled features the head reads, the last one of the network first; its cells are the map's
 * @param golden inputs with the scores they must give, on any engine, to 1e-4
 */
public record Manifest(
        String name,
        String version,
        String architecture,
        List<String> layers,
        Preprocessing preprocessing,
        Calibration calibration,
        List<Golden> golden) {
    /** What a head reads unless it says otherwise. */
    public static final List<String> TOP = List.of("top");

    public Manifest {
        layers = layers == null ? TOP : List.copyOf(layers); // models of before there was a choice
    }

    /**
     * One input that can be drawn without a file: see {@link GoldenImage}.
     *
     * @param score unclipped
     */
    public record Golden(int width, int height, int seed, double score) {}
}
