package com.engram.inference.model.network;

import java.util.Arrays;

/** A named block of 32-bit floats in row-major order. */
@SuppressWarnings("ArrayRecordComponent") // Megabytes of weights: identity is all that is ever asked of them.
public record Tensor(String name, long[] shape, float[] values) {
    public Tensor {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    name + ": shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
    }

    /** How many values a shape holds. */
    public static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
