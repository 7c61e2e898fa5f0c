package com.engram.inference.training;

import ai.djl.Device;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a network is fine-tuned.
 *
 * @param kernel whether the head is a {@link com.engram.inference.model.KernelHead}; else it is linear
 * @param attention whether AMNet's head is fitted too, for comparison on the same folds
 * @param device where fine-tuning runs
 * @param checkpoints folder that keeps unfinished trainings, or null
 * @param epochs passes over the pictures; 0 leaves the network as it is and fits the head only
 * @param batch pictures per step
 * @param rate Adam's step for the network's body
 * @param headRate Adam's step for the head
 * @param pull strength with which every weight is drawn back to where it started (L2-SP, arXiv 1802.01483)
 * @param ranking weight of the pairwise ranking loss beside the squared error
 * @param side the input's size, see {@link com.engram.inference.model.Preprocessing#side()}
 * @param alpha penalty of the ridge regression that the head starts from
 * @param seed of shuffling and augmentation
 * @param draws further draws of folds on which the heads on the frozen network are judged
 */
public record Settings(
        boolean kernel,
        boolean attention,
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
        long seed,
        int draws) {
    /** Pixels along a side. */
    public static final int SIDE = 224;
}
