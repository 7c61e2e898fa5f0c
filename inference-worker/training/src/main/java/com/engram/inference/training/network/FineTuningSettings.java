package com.engram.inference.training.network;

import ai.djl.Device;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a network is fine-tuned.
 *
 * @param device where fine-tuning runs
 * @param checkpoints the folder for checkpoints; null for none
 * @param epochs passes over the images; 0 leaves the network unchanged
 * @param batch images per step
 * @param rate the learning rate of the network without its head
 * @param headRate the learning rate of the head
 * @param pull the strength of the decay of every weight towards its initial value (L2-SP, arXiv 1802.01483)
 * @param ranking the weight of the pairwise ranking loss beside the squared error
 * @param side the size of the input, see {@link com.engram.inference.model.Preprocessing#side()}
 * @param alpha the penalty of the ridge regression that the head starts from
 * @param seed of shuffling and augmentation
 */
public record FineTuningSettings(
        Device device,
        @Nullable Path checkpoints,
        int epochs,
        int batch,
        double rate,
        double headRate,
        double pull,
        double ranking,
        int side,
        double alpha,
        long seed) {
    /** The default of {@link #side}, in pixels. */
    public static final int SIDE = 224;
}
