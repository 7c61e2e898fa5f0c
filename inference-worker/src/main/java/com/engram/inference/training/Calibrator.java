package com.engram.inference.training;

import com.engram.inference.model.Calibration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns from held-out predictions how far scores are off. The interval is conformal (arXiv 2107.07511): the quantiles of the
 * errors on pictures that the predicting model had not seen, with the correction for their finite number.
 */
final class Calibrator {
    /** Share of pictures whose hit rate lies inside the interval. */
    static final double COVERAGE = 0.9;

    /** Share of pictures like those learnt from that may be flagged as unlike them. */
    static final double FALSE_ALARMS = 0.01;

    private Calibrator() {}

    /** The lower and upper correction that hold {@link #COVERAGE} of the errors between them. */
    static double[] interval(double[] predicted, double[] actual) {
        double[] errors = new double[actual.length];
        Arrays.setAll(errors, i -> actual[i] - predicted[i]);
        Arrays.sort(errors);
        int outside = (int) Math.floor((errors.length + 1) * (1 - COVERAGE) / 2);
        int low = Math.max(0, outside - 1);
        return new double[] {errors[low], errors[errors.length - 1 - low]};
    }

    /** The share of each fold's pictures inside the interval that the other folds' errors give. */
    static double coverage(double[] predicted, double[] actual, Folds folds) {
        int inside = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] others = folds.kept(fold).stream().mapToInt(i -> i).toArray();
            double[] interval = interval(Statistics.picked(predicted, others), Statistics.picked(actual, others));
            for (int i : folds.heldOut(fold)) {
                double error = actual[i] - predicted[i];
                inside += error >= interval[0] && error <= interval[1] ? 1 : 0;
            }
        }
        return (double) inside / actual.length;
    }

    /**
     * A calibration from held-out predictions, and from the features of all training pictures.
     *
     * @param drawn where a picture counts as drawn
     */
    static Calibration calibration(double[] interval, float[][] pooled, double drawn, List<Double> percentiles) {
        int features = pooled[0].length;
        List<Float> centre = new ArrayList<>();
        List<Float> spread = new ArrayList<>();
        for (int j = 0; j < features; j++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : pooled) {
                sum += row[j];
                squares += (double) row[j] * row[j];
            }
            double mean = sum / pooled.length;
            centre.add((float) mean);
            spread.add((float) (Math.sqrt(Math.max(0, squares / pooled.length - mean * mean)) + 0.01));
        }
        Calibration open = new Calibration(interval[0], interval[1], centre, spread, 0, drawn, percentiles);
        double[] distances = Arrays.stream(pooled).mapToDouble(open::distance).toArray();
        return new Calibration(
                interval[0], interval[1], centre, spread, below(distances, 1 - FALSE_ALARMS), drawn, percentiles);
    }

    /** What this share of the values stays below, or just reaches. */
    static double below(double[] values, double share) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** The scores at percentiles 0 to 100, from a CSV of {@code percentile,score}. */
    static List<Double> percentiles(Path csv) throws IOException {
        List<Double> scores = new ArrayList<>();
        List<String> lines = Files.readAllLines(csv);
        for (String line : lines.subList(1, lines.size())) {
            scores.add(Double.valueOf(CsvLine.split(line).get(1).strip()));
        }
        if (scores.size() != 101) {
            throw new IOException(csv + " does not hold the scores at percentiles 0 to 100");
        }
        return scores;
    }

    /** The scores at percentiles 0 to 100 of the ratings themselves. */
    static List<Double> percentiles(double[] ratings) {
        double[] sorted = ratings.clone();
        Arrays.sort(sorted);
        List<Double> scores = new ArrayList<>();
        for (int p = 0; p <= 100; p++) {
            scores.add(sorted[(int) Math.round(p / 100.0 * (sorted.length - 1))]);
        }
        return scores;
    }
}
