package com.engram.inference.model.network;

import java.util.Arrays;

/**
 * A named array of 32-bit floats.
 *
 * @param shape the length of each dimension
 * @param values in row-major order
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Tensor(String name, long[] shape, float[] values) {
    /** Throws IllegalArgumentException if the shape does not match the values. */
    public Tensor {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    name + ": shape " + Arrays.toString(shape) + " does not match " + values.length + " values");
        }
    }

    /** The number of values of a shape. */
    public static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
