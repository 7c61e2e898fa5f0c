package com.engram.inference.training.evaluation;

import com.engram.inference.model.Posterior;
import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.Uncertainty;
import com.engram.inference.training.data.RatedImage;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Calibrates the {@link Uncertainty} of a kernel head on held-out images. A measured hit rate differs from the true one by the noise of
 * its answers, which is binomial. The variance of the Gaussian process is chosen so that the 90 % interval of the true rate, widened by
 * this noise, contains 90 % of the measured rates.
 */
public final class UncertaintyCalibrator {
    /** The variance of what one image tells apart from the process; selected on other divisions of the images. */
    private static final double NUGGET = 0.15;

    /** The variance is not calibrated on fewer images. */
    private static final int SMALLEST_SET = 50;

    private static final double LARGEST_VARIANCE = 100;
    private static final int BISECTIONS = 40;
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double QUANTILE_90 = NORMAL.inverseCumulativeProbability(0.95);
    private static final double DECIDED = 0.8;
    private static final double STATEMENT_TOLERANCE = 0.025;

    private final List<RatedImage> images;
    private final List<Fold> folds = new ArrayList<>();

    /** A calibrator for those images. */
    public UncertaintyCalibrator(List<RatedImage> images) {
        this.images = images;
    }

    /** The held-out estimates of one fold, for a process of variance 1 without variance of repeats. */
    private record Fold(KernelHead head, Posterior posterior, List<HeldOut> images) {}

    /**
     * A held-out image.
     *
     * @param mirrored the estimate of its mirror image
     */
    private record HeldOut(RatedImage image, Posterior.Estimate estimate, Posterior.Estimate mirrored) {

        /** The difference between the image and its mirror image, in logits. */
        double mirrorDifference() {
            return estimate.mean() - mirrored.mean();
        }
    }

    /** What is calibrated. */
    private record Variances(double process, double repeats) {}

    /**
     * Adds a fold.
     *
     * @param head trained without the held-out images
     * @param heldOut the indices of the held-out images
     * @param pooled the features of all images
     * @param mirrored the features of the mirror images of all images
     */
    public void add(KernelHead head, int[] heldOut, float[][] pooled, float[][] mirrored) {
        KernelHead unit = head.with(new Uncertainty(NUGGET, 1, 0));
        Posterior posterior = Posterior.of(unit).orElseThrow();
        List<HeldOut> estimates = new ArrayList<>();
        for (int i : heldOut) {
            estimates.add(new HeldOut(
                    images.get(i),
                    posterior.estimate(unit.embed(pooled[i]).orElseThrow()),
                    posterior.estimate(unit.embed(mirrored[i]).orElseThrow())));
        }
        folds.add(new Fold(unit, posterior, estimates));
    }

    /** The uncertainty of a head that is trained on all images; unknown if there are too few. */
    public Uncertainty calibrated() {
        int count = folds.stream().mapToInt(fold -> fold.images().size()).sum();
        if (count < SMALLEST_SET) {
            return Uncertainty.UNKNOWN;
        }
        Variances variances = variances(folds);
        return new Uncertainty(NUGGET, variances.process(), variances.repeats());
    }

    private static Variances variances(List<Fold> folds) {
        double repeats = folds.stream()
                .flatMap(fold -> fold.images().stream())
                .mapToDouble(held -> held.mirrorDifference() * held.mirrorDifference())
                .average()
                .orElse(0);
        return new Variances(variance(folds), repeats);
    }

    /** The variance whose intervals cover the right share of the measured rates: found by bisection, because coverage increases with it. */
    private static double variance(List<Fold> folds) {
        double low = 0;
        double high = LARGEST_VARIANCE;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (coverage(folds, middle) < Calibrator.COVERAGE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double coverage(List<Fold> folds, double variance) {
        int inside = 0;
        int all = 0;
        for (Fold fold : folds) {
            for (HeldOut image : fold.images()) {
                inside += covers(fold.head(), image, variance) ? 1 : 0;
                all++;
            }
        }
        return (double) inside / all;
    }

    private static boolean covers(KernelHead head, HeldOut held, double variance) {
        double score = head.scoreOf(held.estimate().mean());
        double error = held.image().hitRate() - score;
        double end = end(head, held, Math.signum(error), variance) - score;
        return error * error <= end * end + QUANTILE_90 * QUANTILE_90 * noise(held.image(), score);
    }

    /** The lower (-1) or upper (1) end of the interval of the true rate. */
    private static double end(KernelHead head, HeldOut held, double side, double variance) {
        Posterior.Estimate estimate = held.estimate();
        return head.scoreOf(estimate.mean() + side * QUANTILE_90 * Math.sqrt(variance * estimate.variance()));
    }

    /** The variance of a measured hit rate around the true one, which is estimated by the score. */
    private static double noise(RatedImage image, double score) {
        double rate = Math.max(0.02, Math.min(0.98, score));
        return image.answers() == 0 ? 0 : rate * (1 - rate) / image.answers();
    }

    /** The figures on held-out images; the variances that apply to a fold are calibrated on the other folds. */
    public UncertaintyFigures figures() {
        Tally tally = new Tally();
        for (Fold fold : folds) {
            Variances variances =
                    variances(folds.stream().filter(other -> other != fold).toList());
            double variance = variances.process();
            List<HeldOut> estimates = fold.images();
            for (int i = 0; i < estimates.size(); i++) {
                HeldOut first = estimates.get(i);
                tally.images++;
                tally.covered += covers(fold.head(), first, variance) ? 1 : 0;
                tally.width += end(fold.head(), first, 1, variance) - end(fold.head(), first, -1, variance);
                tally.addMirrored(fold, first, variances);
                for (int j = 0; j < i; j++) {
                    tally.add(fold, first, estimates.get(j), variances);
                }
            }
        }
        return new UncertaintyFigures(
                tally.covered / tally.images,
                tally.width / tally.images,
                tally.decided / tally.pairs,
                tally.statementsRight / tally.statements,
                tally.decisionsRight / tally.decisions,
                tally.nearSquares / tally.nearVariances,
                tally.mirrorsCovered / tally.images,
                tally.mirrorWidth / tally.images);
    }

    /** Sums over images and pairs. */
    private static final class Tally {
        private double images;
        private double covered;
        private double width;
        private double pairs;
        private double decided;
        private double statements;
        private double statementsRight;
        private double decisions;
        private double decisionsRight;
        private double nearSquares;
        private double nearVariances;
        private double mirrorsCovered;
        private double mirrorWidth;

        /** Adds the comparison of an image with its mirror image, whose true rate is taken to be the same. */
        void addMirrored(Fold fold, HeldOut held, Variances variances) {
            double half = QUANTILE_90 * Math.sqrt(varianceInLogits(fold, held.estimate(), held.mirrored(), variances));
            mirrorsCovered += Math.abs(held.mirrorDifference()) <= half ? 1 : 0;
            mirrorWidth += 2
                    * half
                    * fold.head()
                            .meanSlope(held.estimate().mean(), held.mirrored().mean());
        }

        void add(Fold fold, HeldOut first, HeldOut second, Variances variances) {
            double a = first.estimate().mean();
            double b = second.estimate().mean();
            double slope = fold.head().meanSlope(a, b);
            double difference = slope * (a - b);
            double trueVariance =
                    slope * slope * varianceInLogits(fold, first.estimate(), second.estimate(), variances);
            double noise = noise(first.image(), fold.head().scoreOf(a))
                    + noise(second.image(), fold.head().scoreOf(b));
            double measured = first.image().hitRate() - second.image().hitRate();
            if (first.image().group().equals(second.image().group())) {
                nearSquares += (measured - difference) * (measured - difference);
                nearVariances += trueVariance + noise;
                return;
            }
            pairs++;
            decided += claim(difference, trueVariance) >= DECIDED ? 1 : 0;
            double right = measured == 0 ? 0.5 : difference * measured > 0 ? 1 : 0;
            double claim = claim(difference, trueVariance + noise);
            if (Math.abs(claim - DECIDED) <= STATEMENT_TOLERANCE) {
                statements++;
                statementsRight += right;
            }
            if (claim >= DECIDED) {
                decisions++;
                decisionsRight += right;
            }
        }

        private static double varianceInLogits(
                Fold fold, Posterior.Estimate first, Posterior.Estimate second, Variances variances) {
            return variances.process() * fold.posterior().varianceOfProcess(first, second)
                    + fold.posterior().varianceOfRepeats(first, second, variances.repeats());
        }

        /** The probability that the image with the higher score is the more memorable. */
        private static double claim(double difference, double variance) {
            return NORMAL.cumulativeProbability(Math.abs(difference) / Math.sqrt(variance));
        }
    }
}
