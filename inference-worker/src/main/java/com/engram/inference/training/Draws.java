package com.engram.inference.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Judges heads on several draws of folds, since some draws are kinder than others.
 *
 * @param draws how many
 * @param rho mean over the draws
 * @param rhoDeviation its standard deviation over the draws
 * @param withinCategory mean over the draws
 * @param meanSquaredError mean over the draws
 */
public record Draws(int draws, double rho, double rhoDeviation, double withinCategory, double meanSquaredError) {
    /** Each head's figures; {@code heldOut} gives each head's held-out predictions on folds. */
    static Map<String, Draws> of(
            List<RatedImage> images,
            int draws,
            int foldCount,
            long seed,
            Function<Folds, Map<String, double[]>> heldOut,
            Progress progress) {
        Map<String, List<Evaluation>> judged = new LinkedHashMap<>();
        for (int draw = 1; draw <= draws; draw++) {
            // Far from the seeds of the figures above and of inner folds: these draws are nobody's choice.
            Folds folds = Folds.grouped(images, foldCount, 1_000_003 * seed + draw);
            heldOut.apply(folds)
                    .forEach((name, predicted) -> judged.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(Evaluation.of(predicted, images)));
            progress.step("draws of folds", draw, draws);
        }
        Map<String, Draws> summaries = new LinkedHashMap<>();
        judged.forEach((name, evaluations) -> summaries.put(name, of(evaluations)));
        return summaries;
    }

    private static Draws of(List<Evaluation> judged) {
        double rho = mean(judged, Evaluation::rho);
        double variance = mean(judged, e -> (e.rho() - rho) * (e.rho() - rho));
        return new Draws(
                judged.size(),
                rho,
                Math.sqrt(variance),
                mean(judged, Evaluation::withinCategory),
                mean(judged, Evaluation::meanSquaredError));
    }

    private static double mean(List<Evaluation> judged, Function<Evaluation, Double> figure) {
        return judged.stream().mapToDouble(figure::apply).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mean of %d draws of folds: rho %.3f (standard deviation %.3f), within category %.3f, MSE %.5f",
                draws,
                rho,
                rhoDeviation,
                withinCategory,
                meanSquaredError);
    }
}
