package com.engram.inference.model;

import java.util.Arrays;

/**
 * The last step: the unclipped score is the weighted sum of the pooled features, plus a bias. Since pooling is a mean over
 * cells, each cell's share of the score is exact, which is what the decomposition shows.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record LinearHead(float[] weights, double bias) {
    /** The name of the weights among a model's tensors; the bias is their last value. */
    static final String TENSOR = "head";

    /** The unclipped score of pooled features. */
    public double score(float[] pooled) {
        double sum = bias;
        for (int i = 0; i < weights.length; i++) {
            sum += (double) weights[i] * pooled[i];
        }
        return sum;
    }

    Tensor tensor() {
        float[] values = Arrays.copyOf(weights, weights.length + 1);
        values[weights.length] = (float) bias;
        return new Tensor(TENSOR, new long[] {values.length}, values);
    }

    static LinearHead of(Weights weights, int features) {
        float[] values = weights.values(TENSOR, features + 1L);
        return new LinearHead(Arrays.copyOf(values, features), values[features]);
    }
}
