package com.engram.inference.model.head;

/**
 * What a {@link KernelHead} needs to know of its errors: it is read as a Gaussian process with this prior, see {@link Posterior}.
 *
 * @param nugget the variance of what one training image tells, apart from the process; 1 is the variance of the process
 * @param variance the variance of the process, in squared logits; calibrated on held-out images
 * @param repeatVariance the variance of the difference between the scores of an image and its mirror image, in squared logits: what
 *     the model adds to a difference although nothing that matters has changed
 */
public record Uncertainty(double nugget, double variance, double repeatVariance) {
    /** The uncertainty of a head that was stored without one. */
    public static final Uncertainty UNKNOWN = new Uncertainty(0, 0, 0);

    /** Whether the errors are known. */
    public boolean isKnown() {
        return variance > 0;
    }
}
