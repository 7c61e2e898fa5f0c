package com.engram.inference.model.head;

import com.engram.inference.model.network.Tensor;

/**
 * Projects features onto orthogonal components, and back. The matrix is also stored transposed, so that both directions are sums
 * of rows, which the JIT compiler vectorises. Memory bandwidth is the bottleneck, so several rows are added at once.
 */
public final class Projection {
    private static final int ROWS_AT_ONCE = 4;

    private final float[] components;
    private final float[] transposed;
    private final int features;
    private final int count;

    /**
     * A projection.
     *
     * @param components unit vectors, one after the other
     * @param features the length of each vector
     * @throws IllegalArgumentException if the vectors are incomplete
     */
    public Projection(float[] components, int features) {
        if (components.length % features != 0) {
            throw new IllegalArgumentException(
                    components.length + " values cannot be divided into vectors of " + features);
        }
        this.components = components;
        this.features = features;
        this.count = components.length / features;
        this.transposed = new float[components.length];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < features; i++) {
                transposed[i * count + k] = components[k * features + i];
            }
        }
    }

    /** The components of features. */
    public float[] project(float[] values) {
        return sum(values, transposed, count);
    }

    /** The features with those components: the weighted sum of the vectors. */
    float[] expand(float[] weights) {
        return sum(weights, components, features);
    }

    /** The number of components. */
    public int count() {
        return count;
    }

    /** The components as a tensor of that name. */
    Tensor toTensor(String name) {
        return new Tensor(name, new long[] {count, features}, components);
    }

    private static float[] sum(float[] factors, float[] rows, int length) {
        float[] sum = new float[length];
        int row = 0;
        for (; row + ROWS_AT_ONCE <= factors.length; row += ROWS_AT_ONCE) {
            float a = factors[row];
            float b = factors[row + 1];
            float c = factors[row + 2];
            float d = factors[row + 3];
            int from = row * length;
            for (int i = 0; i < length; i++) {
                sum[i] += a * rows[from + i]
                        + b * rows[from + length + i]
                        + c * rows[from + 2 * length + i]
                        + d * rows[from + 3 * length + i];
            }
        }
        for (; row < factors.length; row++) {
            for (int i = 0; i < length; i++) {
                sum[i] += factors[row] * rows[row * length + i];
            }
        }
        return sum;
    }
}
