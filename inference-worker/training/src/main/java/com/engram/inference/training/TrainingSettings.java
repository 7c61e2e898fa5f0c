package com.engram.inference.training;

import com.engram.inference.training.network.FineTuningSettings;

/**
 * How a model is trained.
 *
 * @param kernel whether the model gets a {@link com.engram.inference.model.head.KernelHead}; otherwise its head is linear
 * @param attention whether AMNet's head is evaluated too, on the same folds
 * @param fineTuning how the network is fine-tuned before the head is fitted
 * @param draws the number of further random folds on which the heads on the initial network are evaluated
 */
public record TrainingSettings(boolean kernel, boolean attention, FineTuningSettings fineTuning, int draws) {}
