package com.engram.inference.training.evaluation;

import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.progress.ProgressListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The evaluation of a head by cross-validation on several random divisions into folds, because the result depends on the
 * division.
 *
 * @param draws the number of divisions
 * @param rho Spearman's rank correlation, mean over the divisions
 * @param rhoDeviation the standard deviation of rho over the divisions
 * @param withinCategory the mean rho within a category, mean over the divisions
 * @param meanSquaredError the mean over the divisions
 */
public record RepeatedCrossValidation(
        int draws, double rho, double rhoDeviation, double withinCategory, double meanSquaredError) {
    /**
     * Evaluates heads by name.
     *
     * @param heldOut returns the held-out predictions of each head by name for a division into folds
     */
    public static Map<String, RepeatedCrossValidation> of(
            List<RatedImage> images,
            int draws,
            int foldCount,
            long seed,
            Function<Folds, Map<String, double[]>> heldOut,
            ProgressListener progress) {
        Map<String, List<Evaluation>> evaluated = new LinkedHashMap<>();
        for (int draw = 1; draw <= draws; draw++) {
            // These seeds differ from those of the first folds and of the inner folds, on which settings were selected.
            Folds folds = Folds.grouped(images, foldCount, 1_000_003 * seed + draw);
            heldOut.apply(folds)
                    .forEach((name, predicted) -> evaluated
                            .computeIfAbsent(name, key -> new ArrayList<>())
                            .add(Evaluation.of(predicted, images)));
            progress.step("random folds", draw, draws);
            // A run takes many minutes, so each division shows what is known so far.
            summaries(evaluated).forEach((name, figures) -> progress.message(name + ", " + figures));
        }
        return summaries(evaluated);
    }

    private static Map<String, RepeatedCrossValidation> summaries(Map<String, List<Evaluation>> evaluated) {
        Map<String, RepeatedCrossValidation> summaries = new LinkedHashMap<>();
        evaluated.forEach((name, evaluations) -> summaries.put(name, of(evaluations)));
        return summaries;
    }

    private static RepeatedCrossValidation of(List<Evaluation> evaluations) {
        double rho = mean(evaluations, Evaluation::rho);
        double variance = mean(evaluations, e -> (e.rho() - rho) * (e.rho() - rho));
        return new RepeatedCrossValidation(
                evaluations.size(),
                rho,
                Math.sqrt(variance),
                mean(evaluations, Evaluation::withinCategory),
                mean(evaluations, Evaluation::meanSquaredError));
    }

    private static double mean(List<Evaluation> evaluations, Function<Evaluation, Double> figure) {
        return evaluations.stream().mapToDouble(figure::apply).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mean of %d random divisions into folds: rho %.3f (standard deviation %.3f), within category %.3f, MSE %.5f",
                draws,
                rho,
                rhoDeviation,
                withinCategory,
                meanSquaredError);
    }
}
