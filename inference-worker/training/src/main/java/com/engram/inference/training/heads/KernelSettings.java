package com.engram.inference.training.heads;

import com.engram.inference.model.head.Kernel;

/**
 * The settings of a {@link KernelRegression}.
 *
 * @param penalty of the ridge regression: larger values shrink the scores towards their mean
 */
public record KernelSettings(Kernel kernel, double penalty) {
    /** The settings of the models that {@code engram train} writes; selected on divisions into folds other than those of the figures. */
    public static final KernelSettings DEFAULT = new KernelSettings(new Kernel(Kernel.Shape.MATERN, 0.9, 0.07), 0.6);
}
