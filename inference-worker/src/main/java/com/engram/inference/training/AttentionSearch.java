package com.engram.inference.training;

import com.engram.inference.model.FeatureMap;
import java.util.Arrays;
import java.util.List;

/**
 * Gives AMNet's head a fair chance: of its recipes the one, and of its epochs the number, that did best on pictures held back
 * from the training pictures; then it learns from all of them.
 */
final class AttentionSearch {
    private static final int MOST_EPOCHS = 30;

    /** Epochs without a better one before a recipe is left. */
    private static final int PATIENCE = 5;

    private final List<AttentionHead.Recipe> recipes;
    private final int mostEpochs;
    private final long seed;
    private double best = Double.MAX_VALUE;
    private AttentionHead.Recipe recipe;
    private int epochs = 1;

    AttentionSearch(long seed) {
        this(AttentionHead.RECIPES, MOST_EPOCHS, seed);
    }

    AttentionSearch(List<AttentionHead.Recipe> recipes, int mostEpochs, long seed) {
        this.recipes = recipes;
        this.mostEpochs = mostEpochs;
        this.seed = seed;
        this.recipe = recipes.get(0);
    }

    /** The head that does best; {@code inner} are folds over the pictures, of which the first is held back. */
    AttentionHead fit(List<FeatureMap> maps, double[] targets, Folds inner) {
        int[] kept = inner.kept(0).stream().mapToInt(i -> i).toArray();
        int[] back = inner.heldOut(0).stream().mapToInt(i -> i).toArray();
        List<FeatureMap> known = picked(maps, kept);
        List<FeatureMap> unknown = picked(maps, back);
        for (AttentionHead.Recipe candidate : recipes) {
            attempt(candidate, known, Statistics.picked(targets, kept), unknown, Statistics.picked(targets, back));
        }
        AttentionHead head = head(recipe, maps, targets);
        head.fit(maps, targets, (now, epoch) -> epoch < epochs);
        return head;
    }

    /** What was chosen, in words. */
    String chosen() {
        return recipe.hidden() + " units, rate " + recipe.rate() + ", dropout " + recipe.dropout() + ", " + epochs
                + " epochs";
    }

    private void attempt(
            AttentionHead.Recipe candidate,
            List<FeatureMap> known,
            double[] targets,
            List<FeatureMap> unknown,
            double[] wanted) {
        int[] since = {0};
        double[] own = {Double.MAX_VALUE};
        try (AttentionHead head = head(candidate, known, targets)) {
            head.fit(known, targets, (now, epoch) -> {
                double error = Statistics.meanSquaredError(now.scores(unknown), wanted);
                since[0] = error < own[0] ? 0 : since[0] + 1;
                own[0] = Math.min(own[0], error);
                if (error < best) {
                    best = error;
                    recipe = candidate;
                    epochs = epoch;
                }
                return epoch < mostEpochs && since[0] < PATIENCE;
            });
        }
    }

    private AttentionHead head(AttentionHead.Recipe wanted, List<FeatureMap> maps, double[] targets) {
        double average = Arrays.stream(targets).average().orElse(0);
        return new AttentionHead(wanted, maps.get(0).channels(), average, seed);
    }

    private static List<FeatureMap> picked(List<FeatureMap> maps, int[] indices) {
        return Arrays.stream(indices).mapToObj(maps::get).toList();
    }
}
