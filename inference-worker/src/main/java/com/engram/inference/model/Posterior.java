package com.engram.inference.model;

import com.engram.inference.model.head.Embedding;
import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.KernelHead;
import java.util.Optional;

/**
 * The errors of a {@link KernelHead}. Kernel ridge regression is the mean of a Gaussian process (Rasmussen & Williams 2006), whose
 * posterior covariance says how sure a score is, and how much of their errors two images share: similar images share most of it, so
 * the sign of their difference is surer than that of two unrelated images with the same scores. The noise of the measured hit rates
 * is not part of it: the statements are about true hit rates.
 */
public final class Posterior {
    private final KernelHead head;

    /** The Cholesky factor of the centres' covariance with the nugget: the lower triangle, row by row. */
    private final double[][] factor;

    private Posterior(KernelHead head) {
        this.head = head;
        this.factor = factor(head);
    }

    /** The posterior of a head; empty if the head does not know its errors. */
    public static Optional<Posterior> of(Head head) {
        return head instanceof KernelHead kernel && kernel.uncertainty().isKnown()
                ? Optional.of(new Posterior(kernel))
                : Optional.empty();
    }

    /**
     * The estimate of an image before the logistic function.
     *
     * @param embedding of the image
     * @param mean in logits
     * @param variance in squared logits
     * @param whitened the kernel values of the centres, multiplied by the inverse of the Cholesky factor
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Estimate(Embedding embedding, double mean, double variance, double[] whitened) {}

    /** The estimate of an image. */
    public Estimate estimate(Embedding image) {
        double[] whitened = whitened(image);
        // An image is equal to itself, so the kernel is 1.
        double variance = head.uncertainty().variance() * Math.max(0, 1 - dot(whitened, whitened, whitened.length));
        return new Estimate(image, head.sum(image), variance, whitened);
    }

    /** The score of an image. */
    public double score(Embedding image) {
        return head.scoreOf(head.sum(image));
    }

    /** The interval that contains the true hit rate of the image with a probability of 90 %. */
    public Interval interval(Embedding image) {
        Estimate estimate = estimate(image);
        double half = Normal.QUANTILE_90 * Math.sqrt(estimate.variance());
        return new Interval(head.scoreOf(estimate.mean() - half), head.scoreOf(estimate.mean() + half));
    }

    /**
     * The variance of the difference between two images, in squared logits: less than the sum of their variances if they are alike, and
     * at least what changes that do not matter, such as mirroring, add to it.
     */
    public double varianceOfDifference(Estimate first, Estimate second) {
        return varianceOfProcess(first, second)
                + varianceOfRepeats(first, second, head.uncertainty().repeatVariance());
    }

    /** The part of the variance of a difference that comes from what the model does not know. */
    public double varianceOfProcess(Estimate first, Estimate second) {
        double covariance = head.uncertainty().variance()
                * (head.kernel(first.embedding().distance(second.embedding()))
                        - dot(first.whitened(), second.whitened(), first.whitened().length));
        return Math.max(0, first.variance() + second.variance() - 2 * covariance);
    }

    /** The part of the variance of a difference that comes from changes that do not matter; 0 between equal images. */
    public double varianceOfRepeats(Estimate first, Estimate second, double repeatVariance) {
        return repeatVariance * head.kernel().changeAt(first.embedding().distance(second.embedding()));
    }

    /** Compares two images. */
    public Comparison compare(Embedding first, Embedding second) {
        Estimate a = estimate(first);
        Estimate b = estimate(second);
        double difference = a.mean() - b.mean();
        double deviation = Math.sqrt(varianceOfDifference(a, b));
        double slope = head.meanSlope(a.mean(), b.mean());
        double half = Normal.QUANTILE_90 * deviation;
        return new Comparison(
                slope * difference,
                Math.max(-1, slope * (difference - half)),
                Math.min(1, slope * (difference + half)),
                probability(difference, deviation));
    }

    private static double probability(double difference, double deviation) {
        if (deviation < 1e-9) {
            return difference > 1e-9 ? 1 : difference < -1e-9 ? 0 : 0.5;
        }
        return Normal.probability(difference / deviation);
    }

    /** The kernel values of the centres, multiplied by the inverse of the Cholesky factor. */
    private double[] whitened(Embedding image) {
        double[] values = head.kernels(image);
        for (int row = 0; row < values.length; row++) {
            values[row] = (values[row] - dot(factor[row], values, row)) / factor[row][row];
        }
        return values;
    }

    private static double[][] factor(KernelHead head) {
        int n = head.coefficients().length;
        double[][] rows = new double[n][];
        for (int row = 0; row < n; row++) {
            double[] values = new double[row + 1];
            for (int column = 0; column <= row; column++) {
                double[] other = column == row ? values : rows[column];
                double prior = row == column ? 1 + head.uncertainty().nugget() : head.kernelOfCentres(row, column);
                double sum = prior - dot(values, other, column);
                values[column] = column == row ? Math.sqrt(Math.max(1e-9, sum)) : sum / other[column];
            }
            rows[row] = values;
        }
        return rows;
    }

    /** The dot product of the first values. Four independent sums let the processor overlap the additions. */
    private static double dot(double[] x, double[] y, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < length; i++) {
            a += x[i] * y[i];
        }
        return a + b + c + d;
    }
}
