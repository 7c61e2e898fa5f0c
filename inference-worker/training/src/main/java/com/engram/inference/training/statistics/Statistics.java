package com.engram.inference.training.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** The statistics that models are evaluated by. */
public final class Statistics {
    /** Correlations within a category of fewer images are noise. */
    private static final int SMALLEST_CATEGORY = 3;

    private Statistics() {}

    /**
     * Spearman's rank correlation; ties get their mean rank.
     *
     * @return -1 to 1; NaN if one of the samples is constant
     */
    public static double spearman(double[] a, double[] b) {
        return new SpearmansCorrelation().correlation(a, b);
    }

    /** The mean of the squared differences. */
    public static double meanSquaredError(double[] predicted, double[] actual) {
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            sum += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
        }
        return sum / predicted.length;
    }

    /**
     * The mean over categories of the rank correlation within each. Categories of fewer than three images are skipped.
     *
     * @param categories one per image, in the order of the predictions
     * @return NaN if no category has a correlation
     */
    public static double withinCategories(double[] predicted, double[] actual, List<String> categories) {
        Map<String, int[]> members = new LinkedHashMap<>();
        for (String category : categories) {
            members.computeIfAbsent(category, key -> indices(categories, key));
        }
        return members.values().stream()
                .filter(m -> m.length >= SMALLEST_CATEGORY)
                .mapToDouble(m -> spearman(select(predicted, m), select(actual, m)))
                .filter(rho -> !Double.isNaN(rho))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The 95 % bootstrap interval of Spearman's rho, over images resampled with replacement.
     *
     * @return lower and upper end
     */
    public static double[] bootstrap(double[] predicted, double[] actual, int rounds, long seed) {
        return interval(
                actual.length, rounds, seed, sample -> spearman(select(predicted, sample), select(actual, sample)));
    }

    /**
     * The paired 95 % bootstrap interval of the difference between two predictions' rhos: both are computed on the same
     * resampled images.
     *
     * @return lower and upper end of the first rho minus the second
     */
    public static double[] bootstrapDifference(
            double[] first, double[] second, double[] actual, int rounds, long seed) {
        return interval(actual.length, rounds, seed, sample -> {
            double[] truth = select(actual, sample);
            return spearman(select(first, sample), truth) - spearman(select(second, sample), truth);
        });
    }

    private static double[] interval(int images, int rounds, long seed, ToDoubleFunction<int[]> statistic) {
        Random random = new Random(seed);
        double[] values = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            values[r] = statistic.applyAsDouble(random.ints(images, 0, images).toArray());
        }
        Arrays.sort(values);
        return new double[] {values[(int) (0.025 * rounds)], values[(int) (0.975 * rounds)]};
    }

    /**
     * A straight line.
     *
     * @param intercept its height at x = 0
     * @param slope 0 if all x are equal
     */
    public record Line(double intercept, double slope) {}

    /** The line through the points that least squares fits. */
    public static Line fitLine(double[] x, double[] y) {
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            regression.addData(x[i], y[i]);
        }
        return Double.isNaN(regression.getSlope())
                ? new Line(Arrays.stream(y).average().orElse(0), 0)
                : new Line(regression.getIntercept(), regression.getSlope());
    }

    /**
     * The smallest of the values that at least this share of them does not exceed.
     *
     * @param share 0 to 1
     */
    public static double quantile(double[] values, double share) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** The values at those indices, in the order of the indices. */
    public static double[] select(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static int[] indices(List<String> categories, String category) {
        return IntStream.range(0, categories.size())
                .filter(i -> categories.get(i).equals(category))
                .toArray();
    }
}
