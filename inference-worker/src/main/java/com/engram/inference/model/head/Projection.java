package com.engram.inference.model.head;

import com.engram.inference.model.network.Tensor;

/**
 * The way from features to their lengths along some directions, and back. The directions are kept twice, one after the other and
 * crosswise, so that either way is a sum of rows, which Java computes with vector instructions; several rows at once, for memory is
 * what it waits for.
 */
public final class Projection {
    private static final int AT_ONCE = 4;

    private final float[] directions;
    private final float[] crosswise;
    private final int features;
    private final int count;

    /**
     * A projection.
     *
     * @param directions unit vectors of so many features, one after the other
     */
    public Projection(float[] directions, int features) {
        if (directions.length % features != 0) {
            throw new IllegalArgumentException(directions.length + " values are no directions of " + features);
        }
        this.directions = directions;
        this.features = features;
        this.count = directions.length / features;
        this.crosswise = new float[directions.length];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < features; i++) {
                crosswise[i * count + k] = directions[k * features + i];
            }
        }
    }

    /** The features' length along each direction. */
    float[] along(float[] values) {
        return sum(values, crosswise, count);
    }

    /** The sum of the directions, each at that length. */
    float[] back(float[] lengths) {
        return sum(lengths, directions, features);
    }

    /** How many directions there are. */
    public int count() {
        return count;
    }

    /** How many features a direction has. */
    int features() {
        return features;
    }

    Tensor tensor(String name) {
        return new Tensor(name, new long[] {count, features}, directions);
    }

    private static float[] sum(float[] factors, float[] rows, int length) {
        float[] sum = new float[length];
        int row = 0;
        for (; row + AT_ONCE <= factors.length; row += AT_ONCE) {
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
