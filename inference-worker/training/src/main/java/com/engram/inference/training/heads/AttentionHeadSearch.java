package com.engram.inference.training.heads;

import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.statistics.Statistics;
import java.util.Arrays;
import java.util.List;

/**
 * Selects the hyperparameters and the number of epochs for AMNet's head on images held out from the training images, and then
 * fits the head to all of them.
 */
public final class AttentionHeadSearch {
    private static final int MAX_EPOCHS = 30;

    /** Early stopping: the number of epochs without improvement before a candidate is abandoned. */
    private static final int PATIENCE = 5;

    private final List<AttentionHead.Hyperparameters> candidates;
    private final int maxEpochs;
    private final long seed;
    private double bestError = Double.MAX_VALUE;
    private AttentionHead.Hyperparameters best;
    private int bestEpochs = 1;

    /** A search over the standard candidates. */
    public AttentionHeadSearch(long seed) {
        this(AttentionHead.CANDIDATES, MAX_EPOCHS, seed);
    }

    AttentionHeadSearch(List<AttentionHead.Hyperparameters> candidates, int maxEpochs, long seed) {
        this.candidates = candidates;
        this.maxEpochs = maxEpochs;
        this.seed = seed;
        this.best = candidates.get(0);
    }

    /**
     * Selects the best hyperparameters and fits a head with them.
     *
     * @param inner folds over these images; the first one is held out for the selection
     */
    public AttentionHead fit(List<FeatureMap> maps, double[] targets, Folds inner) {
        int[] training = inner.training(0);
        int[] heldOut = inner.heldOut(0);
        List<FeatureMap> trainingMaps = select(maps, training);
        List<FeatureMap> heldOutMaps = select(maps, heldOut);
        for (AttentionHead.Hyperparameters candidate : candidates) {
            evaluate(
                    candidate,
                    trainingMaps,
                    Statistics.select(targets, training),
                    heldOutMaps,
                    Statistics.select(targets, heldOut));
        }
        AttentionHead head = head(best, maps, targets);
        head.fit(maps, targets, (current, epoch) -> epoch < bestEpochs);
        return head;
    }

    /** A description of the selected hyperparameters. */
    public String selection() {
        return best.hidden() + " units, rate " + best.rate() + ", dropout " + best.dropout() + ", " + bestEpochs
                + " epochs";
    }

    private void evaluate(
            AttentionHead.Hyperparameters candidate,
            List<FeatureMap> trainingMaps,
            double[] targets,
            List<FeatureMap> heldOutMaps,
            double[] heldOutTargets) {
        int[] epochsWithoutImprovement = {0};
        double[] lowest = {Double.MAX_VALUE};
        try (AttentionHead head = head(candidate, trainingMaps, targets)) {
            head.fit(trainingMaps, targets, (current, epoch) -> {
                double error = Statistics.meanSquaredError(current.scores(heldOutMaps), heldOutTargets);
                epochsWithoutImprovement[0] = error < lowest[0] ? 0 : epochsWithoutImprovement[0] + 1;
                lowest[0] = Math.min(lowest[0], error);
                if (error < bestError) {
                    bestError = error;
                    best = candidate;
                    bestEpochs = epoch;
                }
                return epoch < maxEpochs && epochsWithoutImprovement[0] < PATIENCE;
            });
        }
    }

    private AttentionHead head(AttentionHead.Hyperparameters hyperparameters, List<FeatureMap> maps, double[] targets) {
        double average = Arrays.stream(targets).average().orElse(0);
        return new AttentionHead(hyperparameters, maps.get(0).channels(), average, seed);
    }

    private static List<FeatureMap> select(List<FeatureMap> maps, int[] indices) {
        return Arrays.stream(indices).mapToObj(maps::get).toList();
    }
}
