package com.engram.inference.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The figures by which a model is judged. */
public final class Statistics {
    private Statistics() {}

    /** Spearman's rank correlation; ties get their mean rank. NaN where one side is constant. */
    public static double spearman(double[] a, double[] b) {
        return pearson(ranks(a), ranks(b));
    }

    static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int k = from; k < to; k++) {
                ranks[order[k]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    static double pearson(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Mean of the squared differences. */
    public static double meanSquaredError(double[] predicted, double[] actual) {
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            sum += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
        }
        return sum / predicted.length;
    }

    /** The mean over categories of the rank correlation within each; categories of fewer than three are left out. */
    public static double withinCategories(double[] predicted, double[] actual, List<String> categories) {
        Map<String, int[]> members = new LinkedHashMap<>();
        for (String category : categories) {
            members.computeIfAbsent(category, key -> indices(categories, key));
        }
        return members.values().stream()
                .filter(m -> m.length >= 3)
                .mapToDouble(m -> spearman(picked(predicted, m), picked(actual, m)))
                .filter(rho -> !Double.isNaN(rho))
                .average()
                .orElse(Double.NaN);
    }

    /** The middle 95 % of Spearman's rho over resampled pictures: lower and upper end. */
    public static double[] bootstrap(double[] predicted, double[] actual, int rounds, long seed) {
        Random random = new Random(seed);
        double[] rhos = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            int[] sample = random.ints(actual.length, 0, actual.length).toArray();
            rhos[r] = spearman(picked(predicted, sample), picked(actual, sample));
        }
        Arrays.sort(rhos);
        return new double[] {rhos[(int) (0.025 * rounds)], rhos[(int) (0.975 * rounds)]};
    }

    /** The middle 95 % of by how much one prediction's rho exceeds another's, over the same resampled pictures. */
    static double[] gain(double[] one, double[] other, double[] actual, int rounds, long seed) {
        Random random = new Random(seed);
        double[] gains = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            int[] sample = random.ints(actual.length, 0, actual.length).toArray();
            double[] truth = picked(actual, sample);
            gains[r] = spearman(picked(one, sample), truth) - spearman(picked(other, sample), truth);
        }
        Arrays.sort(gains);
        return new double[] {gains[(int) (0.025 * rounds)], gains[(int) (0.975 * rounds)]};
    }

    /** The straight line through points by least squares: its height at 0, and its slope. */
    static double[] line(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        double slope = xx == 0 ? 0 : xy / xx;
        return new double[] {meanY - slope * meanX, slope};
    }

    private static int[] indices(List<String> categories, String category) {
        int[] found = new int[categories.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (categories.get(i).equals(category)) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    static double[] picked(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }
}
