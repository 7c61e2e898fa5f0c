package com.engram.inference.training;

/**
 * How a network is fine-tuned.
 *
 * @param epochs passes over the pictures
 * @param batch pictures per step
 * @param rate Adam's step for the network's body
 * @param headRate Adam's step for the head
 * @param pull strength with which every weight is drawn back to where it started (L2-SP, arXiv 1802.01483)
 * @param ranking weight of the pairwise ranking loss beside the squared error
 * @param side the input's size, see {@link com.engram.inference.model.Preprocessing#side()}
 * @param alpha penalty of the ridge regression that the head starts from
 * @param seed of shuffling and augmentation
 */
public record Settings(
        int epochs,
        int batch,
        double rate,
        double headRate,
        double pull,
        double ranking,
        int side,
        double alpha,
        long seed) {
    /** As the bundled model was made; see the model card. */
    public static final Settings DEFAULT = new Settings(1, 16, 2e-6, 1e-5, 1e-3, 0, 224, 4, 1);
}
