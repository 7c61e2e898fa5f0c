package com.engram.inference.model;

import com.engram.inference.model.network.MobileNetV2;
import java.util.List;

/**
 * The {@code model.json} of a model.
 *
 * @param name the name of the model
 * @param version a hash of the weights and the preprocessing, see {@link MemorabilityModel#version}
 * @param architecture see {@link MobileNetV2#named}
 * @param layers the nodes whose pooled features the head reads; the first is the last node of the network, whose cells are those of
 *     the decomposition
 * @param preprocessing how pixels become the input of the network
 * @param calibration interval, percentiles and out-of-domain limits
 * @param golden inputs with the scores that every engine must give for them, to 1e-4
 */
public record Manifest(
        String name,
        String version,
        String architecture,
        List<String> layers,
        Preprocessing preprocessing,
        Calibration calibration,
        List<Golden> golden) {
    /** The layers of a head that reads only the last layer. */
    public static final List<String> TOP = List.of("top");

    /** Without layers, the head reads {@link #TOP}. */
    public Manifest {
        layers = layers == null ? TOP : List.copyOf(layers); // Manifests of older models have no layers.
    }

    /**
     * A golden vector: a generated input, see {@link GoldenImage}, and its score.
     *
     * @param width of the image in pixels
     * @param height of the image in pixels
     * @param seed of the image
     * @param score the unclipped score
     */
    public record Golden(int width, int height, int seed, double score) {}
}
