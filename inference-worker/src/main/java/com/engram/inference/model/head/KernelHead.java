package com.engram.inference.model.head;

import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.List;

/**
 * A score by likeness: the training images, each the mean of its views, are centres; what an image gets from each falls off
 * exponentially with the distance of their standardised features (the Laplace kernel). Distances are taken along the
 * directions in which the training images differ most; what lies across them counts as distance from all. The sum, squeezed
 * between two bounds by the logistic function, is the score.
 *
 * @param mean of each pooled feature over the training images' views
 * @param scale by which each is multiplied then: its weight over its standard deviation
 * @param directions of scaled features
 * @param centres each training image along those directions, one after the other
 * @param norms the squared length of each training image's scaled features
 * @param coefficients one per centre
 * @param rate how fast likeness falls off with distance
 * @param offset the sum where nothing is alike
 * @param low the score that the least memorable approach
 * @param high the score that the most memorable approach
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record KernelHead(
        float[] mean,
        float[] scale,
        Projection components,
        float[] centres,
        float[] norms,
        float[] coefficients,
        double rate,
        double offset,
        double low,
        double high)
        implements Head {
    static final String CENTRES = "head.centres";
    private static final String MEAN = "head.mean";
    private static final String SCALE = "head.scale";
    private static final String COMPONENTS = "head.directions";
    private static final String NORMS = "head.norms";
    private static final String COEFFICIENTS = "head.coefficients";
    private static final String CONSTANTS = "head.constants";

    /** Gauss's points on the way from the mean image, at which gradients are taken, and their weights. */
    private static final double[] POINTS = {
        0.0337652428984240,
        0.1693953067668678,
        0.3806904069584016,
        0.6193095930415985,
        0.8306046932331322,
        0.9662347571015760
    };

    private static final double[] POINT_WEIGHTS = {
        0.0856622461895852,
        0.1803807865240693,
        0.2339569672863455,
        0.2339569672863455,
        0.1803807865240693,
        0.0856622461895852
    };

    @Override
    public double score(float[] pooled) {
        return squeezed(sum(pooled));
    }

    /** What is squeezed into the score. */
    public double sum(float[] pooled) {
        float[] x = scaled(pooled);
        float[] along = components.along(x);
        double squared = dot(x, x, 0);
        double sum = offset;
        for (int j = 0; j < coefficients.length; j++) {
            sum += coefficients[j] * likeness(squared - 2 * dot(along, centres, j * along.length) + norms[j]);
        }
        return sum;
    }

    /**
     * Integrated gradients (arXiv 1703.01365) from the mean image, along which each squared distance is a parabola, so that
     * they cost little more than the score; the bias takes what their quadrature leaves, and so the score is met exactly.
     */
    @Override
    public LinearHead at(float[] pooled) {
        float[] x = scaled(pooled);
        float[] along = components.along(x);
        double squared = dot(x, x, 0);
        float[] pulls = new float[along.length];
        double outward = 0;
        double sum = offset;
        double start = offset;
        for (int j = 0; j < coefficients.length; j++) {
            double dot = dot(along, centres, j * along.length);
            sum += coefficients[j] * likeness(squared - 2 * dot + norms[j]);
            start += coefficients[j] * likeness(norms[j]);
            double toCentre = 0;
            for (int point = 0; point < POINTS.length; point++) {
                double t = POINTS[point];
                double distance = Math.sqrt(Math.max(1e-9, t * t * squared - 2 * t * dot + norms[j]));
                double pull = POINT_WEIGHTS[point] * rate * coefficients[j] * Math.exp(-rate * distance) / distance;
                outward -= pull * t;
                toCentre += pull;
            }
            for (int k = 0; k < pulls.length; k++) {
                pulls[k] += (float) toCentre * centres[j * pulls.length + k];
            }
        }
        return linear(pooled, x, pulls, outward, squeeze(start, sum), squeezed(sum));
    }

    private LinearHead linear(float[] pooled, float[] x, float[] pulls, double outward, double squeeze, double score) {
        float[] slope = components.back(pulls);
        double bias = score;
        for (int i = 0; i < x.length; i++) {
            slope[i] = (float) (squeeze * (slope[i] + outward * x[i]) * scale[i]);
            bias -= (double) slope[i] * pooled[i];
        }
        return new LinearHead(slope, bias);
    }

    /** The squeeze's mean slope on the way. */
    private double squeeze(double start, double sum) {
        if (Math.abs(sum - start) < 1e-6) {
            double s = 1 / (1 + Math.exp(-sum));
            return (high - low) * s * (1 - s);
        }
        return (squeezed(sum) - squeezed(start)) / (sum - start);
    }

    private double squeezed(double sum) {
        return low + (high - low) / (1 + Math.exp(-sum));
    }

    private double likeness(double squaredDistance) {
        return Math.exp(-rate * Math.sqrt(Math.max(0, squaredDistance)));
    }

    private float[] scaled(float[] pooled) {
        float[] x = new float[pooled.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (pooled[i] - mean[i]) * scale[i];
        }
        return x;
    }

    /** Eight sums at once: one would wait for itself at every step. */
    private static double dot(float[] x, float[] rows, int from) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = 0;
        for (; i + 7 < x.length; i += 8) {
            a += x[i] * rows[from + i];
            b += x[i + 1] * rows[from + i + 1];
            c += x[i + 2] * rows[from + i + 2];
            d += x[i + 3] * rows[from + i + 3];
            e += x[i + 4] * rows[from + i + 4];
            f += x[i + 5] * rows[from + i + 5];
            g += x[i + 6] * rows[from + i + 6];
            h += x[i + 7] * rows[from + i + 7];
        }
        for (; i < x.length; i++) {
            a += x[i] * rows[from + i];
        }
        return (double) a + b + c + d + e + f + g + h;
    }

    @Override
    public List<Tensor> tensors() {
        float[] constants = {(float) rate, (float) offset, (float) low, (float) high};
        return List.of(
                new Tensor(MEAN, new long[] {mean.length}, mean),
                new Tensor(SCALE, new long[] {scale.length}, scale),
                components.tensor(COMPONENTS),
                new Tensor(CENTRES, new long[] {norms.length, centres.length / norms.length}, centres),
                new Tensor(NORMS, new long[] {norms.length}, norms),
                new Tensor(COEFFICIENTS, new long[] {coefficients.length}, coefficients),
                new Tensor(CONSTANTS, new long[] {constants.length}, constants));
    }

    static KernelHead of(Weights weights, int features) {
        int count = weights.count(COEFFICIENTS);
        float[] constants = weights.values(CONSTANTS, 4);
        return new KernelHead(
                weights.values(MEAN, features),
                weights.values(SCALE, features),
                new Projection(weights.values(COMPONENTS, weights.count(COMPONENTS)), features),
                weights.values(CENTRES, weights.count(CENTRES)),
                weights.values(NORMS, count),
                weights.values(COEFFICIENTS, count),
                constants[0],
                constants[1],
                constants[2],
                constants[3]);
    }
}
