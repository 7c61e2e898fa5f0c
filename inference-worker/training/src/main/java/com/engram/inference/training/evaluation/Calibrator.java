package com.engram.inference.training.evaluation;

import com.engram.inference.model.Calibration;
import com.engram.inference.training.data.CsvTable;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.statistics.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Calibrates a model on held-out predictions. The interval of a score is a conformal prediction interval (arXiv 2107.07511): the
 * quantiles of the errors on images that the model was not trained on, with the finite-sample correction.
 */
public final class Calibrator {
    /** The share of images whose hit rate is inside the interval. */
    public static final double COVERAGE = 0.9;

    /** The share of training images that are flagged as out of domain. */
    static final double FALSE_ALARMS = 0.01;

    private Calibrator() {}

    /**
     * The interval of a score, relative to the score, that contains {@link #COVERAGE} of the hit rates.
     *
     * @return what to add to a score for the lower and for the upper end
     */
    public static double[] interval(double[] predicted, double[] actual) {
        double[] errors = new double[actual.length];
        Arrays.setAll(errors, i -> actual[i] - predicted[i]);
        Arrays.sort(errors);
        int outside = (int) Math.floor((errors.length + 1) * (1 - COVERAGE) / 2);
        int low = Math.max(0, outside - 1);
        return new double[] {errors[low], errors[errors.length - 1 - low]};
    }

    /** The cross-validated coverage: the share of images inside the interval that the other folds give. */
    static double coverage(double[] predicted, double[] actual, Folds folds) {
        int inside = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] others = folds.training(fold);
            double[] interval = interval(Statistics.select(predicted, others), Statistics.select(actual, others));
            for (int i : folds.heldOut(fold)) {
                double error = actual[i] - predicted[i];
                inside += error >= interval[0] && error <= interval[1] ? 1 : 0;
            }
        }
        return (double) inside / actual.length;
    }

    /**
     * The calibration of a model.
     *
     * @param interval see {@link #interval}
     * @param pooled the features of the last layer for all training images
     * @param drawnThreshold see {@link com.engram.inference.model.Calibration#drawn}
     * @param percentiles see {@link com.engram.inference.model.Calibration#percentiles}
     */
    public static Calibration calibration(
            double[] interval, float[][] pooled, double drawnThreshold, List<Double> percentiles) {
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
        Calibration withoutLimit =
                new Calibration(interval[0], interval[1], centre, spread, 0, drawnThreshold, percentiles);
        double[] distances =
                Arrays.stream(pooled).mapToDouble(withoutLimit::distance).toArray();
        return new Calibration(
                interval[0],
                interval[1],
                centre,
                spread,
                Statistics.quantile(distances, 1 - FALSE_ALARMS),
                drawnThreshold,
                percentiles);
    }

    /**
     * Reads the scores at percentiles 0 to 100 from a CSV file with the columns percentile and score.
     *
     * @throws IOException if the file cannot be read or does not have 101 rows
     */
    public static List<Double> percentiles(Path csv) throws IOException {
        List<Double> scores = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.read(csv, "score").rows()) {
            scores.add(row.number("score"));
        }
        if (scores.size() != 101) {
            throw new IOException(
                    csv + " needs the scores at percentiles 0 to 100, but has " + scores.size() + " rows");
        }
        return scores;
    }

    /** The percentiles 0 to 100 of the ratings. */
    public static List<Double> percentiles(double[] ratings) {
        double[] sorted = ratings.clone();
        Arrays.sort(sorted);
        List<Double> scores = new ArrayList<>();
        for (int p = 0; p <= 100; p++) {
            scores.add(sorted[(int) Math.round(p / 100.0 * (sorted.length - 1))]);
        }
        return scores;
    }
}
