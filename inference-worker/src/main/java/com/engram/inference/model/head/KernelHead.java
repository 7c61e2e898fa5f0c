package com.engram.inference.model.head;

import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kernel head. Every training image is a centre, at the mean of its views. The {@link Kernel} between an image and a centre
 * decreases with the distance between their standardised features. The weighted sum of the kernel values passes through
 * a logistic function between two bounds, which gives the score. Centres are stored by their principal components; the
 * part of a distance that is orthogonal to the components is included through the norms.
 *
 * @param mean the mean of each pooled feature over all views of the training images
 * @param scale the factor of each feature after the mean is subtracted: its weight divided by its standard deviation
 * @param components projects scaled features onto the principal components
 * @param centres the components of each training image, one image after the other
 * @param norms the squared length of the scaled features of each training image
 * @param coefficients one per centre
 * @param kernel the similarity to a centre by its distance
 * @param offset the sum for an image that is far from all centres
 * @param low the lower bound of the score
 * @param high the upper bound of the score
 * @param uncertainty the size of its errors, see {@link Posterior}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record KernelHead(
        float[] mean,
        float[] scale,
        Projection components,
        float[] centres,
        float[] norms,
        float[] coefficients,
        Kernel kernel,
        double offset,
        double low,
        double high,
        Uncertainty uncertainty)
        implements Head {
    static final String CENTRES = "head.centres";
    private static final String MEAN = "head.mean";
    private static final String SCALE = "head.scale";
    private static final String COMPONENTS = "head.directions";
    private static final String NORMS = "head.norms";
    private static final String COEFFICIENTS = "head.coefficients";
    private static final String CONSTANTS = "head.constants";
    private static final int CONSTANT_COUNT = 9;

    /** The points and weights of Gauss-Legendre quadrature on the line from the mean image, for integrated gradients. */
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
        return logistic(sum(pooled));
    }

    /** The input of the logistic function. */
    private double sum(float[] pooled) {
        float[] x = scaled(pooled);
        return sum(components.project(x), dot(x, x, 0));
    }

    /** The input of the logistic function for an image with that embedding. */
    public double sum(Embedding image) {
        return sum(projected(image), dot(image.values(), image.values(), 0));
    }

    private double sum(float[] projected, double squared) {
        double sum = offset;
        for (int j = 0; j < coefficients.length; j++) {
            sum += coefficients[j]
                    * squaredKernel(squared - 2 * dot(projected, centres, j * projected.length) + norms[j]);
        }
        return sum;
    }

    @Override
    public Optional<Embedding> embed(float[] pooled) {
        float[] x = scaled(pooled);
        float[] projected = components.project(x);
        float[] inside = components.expand(projected);
        for (int i = 0; i < x.length; i++) {
            x[i] -= inside[i];
        }
        float[] values = Arrays.copyOf(projected, projected.length + Sketch.LENGTH);
        Sketch.write(x, values, projected.length);
        return Optional.of(new Embedding(values));
    }

    @Override
    public int embeddingLength() {
        return components.count() + Sketch.LENGTH;
    }

    /** The kernel between an image and each centre. */
    public double[] kernels(Embedding image) {
        float[] projected = projected(image);
        double squared = dot(image.values(), image.values(), 0);
        double[] kernels = new double[coefficients.length];
        for (int j = 0; j < kernels.length; j++) {
            kernels[j] = squaredKernel(squared - 2 * dot(projected, centres, j * projected.length) + norms[j]);
        }
        return kernels;
    }

    /** The kernel between two different centres. */
    public double kernelOfCentres(int first, int second) {
        int count = components.count();
        double dot = 0;
        for (int k = 0; k < count; k++) {
            dot += (double) centres[first * count + k] * centres[second * count + k];
        }
        return squaredKernel(norms[first] - 2 * dot + norms[second]);
    }

    /** The kernel at a distance. */
    public double kernel(double distance) {
        return kernel.at(distance);
    }

    /** The score for an input of the logistic function. */
    public double scoreOf(double sum) {
        return logistic(sum);
    }

    /** The same head with another uncertainty. */
    public KernelHead with(Uncertainty known) {
        return new KernelHead(mean, scale, components, centres, norms, coefficients, kernel, offset, low, high, known);
    }

    /** The same head whose scores lie between other bounds. */
    public KernelHead withRange(double lower, double upper) {
        return new KernelHead(
                mean, scale, components, centres, norms, coefficients, kernel, offset, lower, upper, uncertainty);
    }

    private float[] projected(Embedding image) {
        return Arrays.copyOf(image.values(), components.count());
    }

    /**
     * Integrated gradients (arXiv 1703.01365) on the line from the mean image. Each squared distance is a quadratic function on this
     * line, so the gradients cost little more than the score. The bias includes the error of the quadrature, which makes the score
     * exact.
     */
    @Override
    public LinearHead linearAt(float[] pooled) {
        float[] x = scaled(pooled);
        float[] projected = components.project(x);
        double squared = dot(x, x, 0);
        float[] towardsCentres = new float[projected.length];
        double radial = 0;
        double sum = offset;
        double start = offset;
        for (int j = 0; j < coefficients.length; j++) {
            double dot = dot(projected, centres, j * projected.length);
            sum += coefficients[j] * squaredKernel(squared - 2 * dot + norms[j]);
            start += coefficients[j] * squaredKernel(norms[j]);
            double toCentre = 0;
            for (int point = 0; point < POINTS.length; point++) {
                double t = POINTS[point];
                double distance = Math.sqrt(Math.max(0, t * t * squared - 2 * t * dot + norms[j]));
                double gradient = POINT_WEIGHTS[point] * coefficients[j] * kernel.pullAt(distance);
                radial -= gradient * t;
                toCentre += gradient;
            }
            for (int k = 0; k < towardsCentres.length; k++) {
                towardsCentres[k] += (float) toCentre * centres[j * towardsCentres.length + k];
            }
        }
        return linear(pooled, x, towardsCentres, radial, meanSlope(start, sum), logistic(sum));
    }

    private LinearHead linear(
            float[] pooled, float[] x, float[] towardsCentres, double radial, double meanSlope, double score) {
        float[] slope = components.expand(towardsCentres);
        double bias = score;
        for (int i = 0; i < x.length; i++) {
            slope[i] = (float) (meanSlope * (slope[i] + radial * x[i]) * scale[i]);
            bias -= (double) slope[i] * pooled[i];
        }
        return new LinearHead(slope, bias);
    }

    /** The mean slope of the logistic function between two inputs. */
    public double meanSlope(double start, double sum) {
        if (Math.abs(sum - start) < 1e-6) {
            double s = 1 / (1 + Math.exp(-sum));
            return (high - low) * s * (1 - s);
        }
        return (logistic(sum) - logistic(start)) / (sum - start);
    }

    private double logistic(double sum) {
        return low + (high - low) / (1 + Math.exp(-sum));
    }

    private double squaredKernel(double squaredDistance) {
        return kernel(Math.sqrt(Math.max(0, squaredDistance)));
    }

    private float[] scaled(float[] pooled) {
        float[] x = new float[pooled.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (pooled[i] - mean[i]) * scale[i];
        }
        return x;
    }

    /** Eight independent sums let the processor overlap the additions. */
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
        float[] constants = {
            (float) kernel.rate(),
            (float) offset,
            (float) low,
            (float) high,
            (float) uncertainty.nugget(),
            (float) uncertainty.variance(),
            kernel.shape().ordinal(),
            (float) kernel.tolerance(),
            (float) uncertainty.repeatVariance()
        };
        return List.of(
                new Tensor(MEAN, new long[] {mean.length}, mean),
                new Tensor(SCALE, new long[] {scale.length}, scale),
                components.toTensor(COMPONENTS),
                new Tensor(CENTRES, new long[] {norms.length, centres.length / norms.length}, centres),
                new Tensor(NORMS, new long[] {norms.length}, norms),
                new Tensor(COEFFICIENTS, new long[] {coefficients.length}, coefficients),
                new Tensor(CONSTANTS, new long[] {constants.length}, constants));
    }

    static KernelHead of(Weights weights, int features) {
        int count = weights.count(COEFFICIENTS);
        // Older models have a Laplace kernel, and the oldest do not know their uncertainty.
        int stored = weights.count(CONSTANTS);
        float[] constants = Arrays.copyOf(
                weights.values(CONSTANTS, stored == 4 || stored == 6 ? stored : CONSTANT_COUNT), CONSTANT_COUNT);
        return new KernelHead(
                weights.values(MEAN, features),
                weights.values(SCALE, features),
                new Projection(weights.values(COMPONENTS, weights.count(COMPONENTS)), features),
                weights.values(CENTRES, weights.count(CENTRES)),
                weights.values(NORMS, count),
                weights.values(COEFFICIENTS, count),
                new Kernel(Kernel.Shape.values()[(int) constants[6]], constants[0], constants[7]),
                constants[1],
                constants[2],
                constants[3],
                new Uncertainty(constants[4], constants[5], constants[8]));
    }
}
