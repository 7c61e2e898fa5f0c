package com.engram.inference.training.evaluation;

import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.statistics.Statistics;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well predicted hit rates agree with measured ones.
 *
 * @param n the number of images
 * @param rho Spearman's rank correlation
 * @param rhoInterval the 95 % bootstrap interval of rho
 * @param meanSquaredError of the predicted hit rates
 * @param categoryBaseline the rho of a baseline that predicts the mean hit rate of the image's category; NaN without categories
 * @param withinCategory the mean over categories of the rho within each; NaN without categories
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Evaluation(
        int n,
        double rho,
        double[] rhoInterval,
        double meanSquaredError,
        double categoryBaseline,
        double withinCategory) {
    private static final int BOOTSTRAP_ROUNDS = 2000;

    /** Evaluates one prediction per image. */
    public static Evaluation of(double[] predicted, List<RatedImage> images) {
        double[] actual = RatedImage.hitRates(images);
        List<String> categories = images.stream().map(RatedImage::category).toList();
        boolean categorised = categories.stream().distinct().count() > 1;
        return new Evaluation(
                actual.length,
                Statistics.spearman(predicted, actual),
                Statistics.bootstrap(predicted, actual, BOOTSTRAP_ROUNDS, 1),
                Statistics.meanSquaredError(predicted, actual),
                categorised ? Statistics.spearman(categoryMeans(images), actual) : Double.NaN,
                categorised ? Statistics.withinCategories(predicted, actual, categories) : Double.NaN);
    }

    /** For each image the mean hit rate of its category, computed on folds that do not contain the image or its group. */
    private static double[] categoryMeans(List<RatedImage> images) {
        Folds folds = Folds.grouped(
                images,
                Math.min(5, (int)
                        images.stream().map(RatedImage::group).distinct().count()),
                1);
        double[] means = new double[images.size()];
        for (int fold = 0; fold < folds.count(); fold++) {
            Map<String, double[]> sums = new HashMap<>();
            double[] all = new double[2];
            for (int i : folds.training(fold)) {
                double[] sum = sums.computeIfAbsent(images.get(i).category(), key -> new double[2]);
                sum[0] += images.get(i).hitRate();
                sum[1]++;
                all[0] += images.get(i).hitRate();
                all[1]++;
            }
            for (int i : folds.heldOut(fold)) {
                double[] sum = sums.getOrDefault(images.get(i).category(), all);
                means[i] = sum[0] / sum[1];
            }
        }
        return means;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "n %d%nSpearman rho %.3f (95 %% bootstrap interval %.3f to %.3f)%nMSE %.5f%ncategory baseline rho %.3f%nmean within-category rho %.3f",
                n,
                rho,
                rhoInterval[0],
                rhoInterval[1],
                meanSquaredError,
                categoryBaseline,
                withinCategory);
    }
}
