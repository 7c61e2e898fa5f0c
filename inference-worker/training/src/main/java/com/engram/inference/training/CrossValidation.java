package com.engram.inference.training;

import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.head.Uncertainty;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.evaluation.CrossValidationResult;
import com.engram.inference.training.evaluation.RepeatedCrossValidation;
import com.engram.inference.training.evaluation.UncertaintyCalibrator;
import com.engram.inference.training.evaluation.UncertaintyFigures;
import com.engram.inference.training.heads.AttentionHead;
import com.engram.inference.training.heads.AttentionHeadSearch;
import com.engram.inference.training.heads.KernelRegression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Cross-validates all heads on the initial network and, if it is fine-tuned, on the fine-tuned network. */
final class CrossValidation {
    private static final String INITIAL_NETWORK = "frozen network, ";
    private static final String TUNED_NETWORK = "fine-tuned network, ";
    private static final String RIDGE = "ridge on last features";
    private static final String KERNEL = "kernel head on views";
    private static final String ATTENTION = "attention and LSTM (AMNet)";
    private static final String TUNED_LINEAR = "its linear head";

    private final TrainingSteps steps;
    private final TrainingSettings settings;
    private final List<RatedImage> images;
    private final float[][][] initialViews;

    /** The held-out predictions of each head by name. */
    private final Map<String, double[]> predictions = new LinkedHashMap<>();

    /** The held-out predictions of the chosen kind of head on the initial network, one array per further division into folds. */
    private final List<double[]> drawnPredictions = new ArrayList<>();

    private final UncertaintyCalibrator uncertainty;
    private final List<UncertaintyFigures> drawnUncertainty = new ArrayList<>();

    /**
     * A cross-validation.
     *
     * @param initialViews the features of the images, computed with the initial weights
     */
    CrossValidation(TrainingSteps steps, TrainingSettings settings, List<RatedImage> images, float[][][] initialViews) {
        this.steps = steps;
        this.settings = settings;
        this.images = images;
        this.initialViews = initialViews;
        this.uncertainty = new UncertaintyCalibrator(images);
    }

    /**
     * Runs the cross-validation.
     *
     * @throws IOException if an image cannot be read or decoded
     */
    CrossValidationResult run(int foldCount) throws IOException, InterruptedException {
        long seed = settings.fineTuning().seed();
        Folds folds = Folds.grouped(images, foldCount, seed);
        List<FeatureMap> maps = settings.attention() ? steps.initialMaps(images) : List.of();
        for (int fold = 0; fold < foldCount; fold++) {
            Split split = Split.of(images, folds, fold);
            evaluateInitial(split, predictions, uncertainty);
            if (settings.attention()) {
                evaluateAttention(maps, split);
            }
            if (settings.fineTuning().epochs() > 0) {
                evaluateTuned("fold" + (fold + 1), split);
            }
            steps.progress().message("fold " + (fold + 1) + " of " + foldCount + " evaluated");
        }
        Map<String, RepeatedCrossValidation> draws = RepeatedCrossValidation.of(
                images, settings.draws(), foldCount, seed, this::heldOutInitial, steps.progress());
        return CrossValidationResult.of(
                predictions,
                chosenPredictions(),
                Objects.requireNonNull(predictions.get(INITIAL_NETWORK + RIDGE)),
                images,
                folds,
                settings.kernel() ? uncertainty.figures() : null,
                drawnUncertainty.isEmpty() ? null : UncertaintyFigures.mean(drawnUncertainty),
                draws);
    }

    /** The held-out predictions of the head that the model gets; one per image. */
    double[] chosenPredictions() {
        return Objects.requireNonNull(predictions.get(chosenHead(settings)));
    }

    /**
     * The held-out predictions of the chosen head, one array per division into folds. A fine-tuned network has one division only,
     * because each further one would take as long again.
     */
    List<double[]> dividedPredictions() {
        List<double[]> divisions = new ArrayList<>(List.of(chosenPredictions()));
        if (settings.fineTuning().epochs() == 0) {
            divisions.addAll(drawnPredictions);
        }
        return divisions;
    }

    /** The uncertainty of the head that the model gets, if it is a kernel head. */
    Uncertainty calibratedUncertainty() {
        return uncertainty.calibrated();
    }

    /** The name of the head that the model gets. */
    static String chosenHead(TrainingSettings settings) {
        return settings.fineTuning().epochs() == 0
                ? INITIAL_NETWORK + (settings.kernel() ? KERNEL : RIDGE)
                : TUNED_NETWORK + (settings.kernel() ? KERNEL : TUNED_LINEAR);
    }

    /**
     * One fold of a cross-validation.
     *
     * @param images those that are trained on
     * @param training their indices
     * @param heldOut the indices of the images that are predicted
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Split(List<RatedImage> images, int[] training, int[] heldOut) {
        static Split of(List<RatedImage> all, Folds folds, int fold) {
            int[] training = folds.training(fold);
            return new Split(Arrays.stream(training).mapToObj(all::get).toList(), training, folds.heldOut(fold));
        }
    }

    private Map<String, double[]> heldOutInitial(Folds folds) {
        Map<String, double[]> heldOut = new LinkedHashMap<>();
        UncertaintyCalibrator calibrator = new UncertaintyCalibrator(images);
        for (int fold = 0; fold < folds.count(); fold++) {
            evaluateInitial(Split.of(images, folds, fold), heldOut, calibrator);
        }
        drawnPredictions.add(
                Objects.requireNonNull(heldOut.get(INITIAL_NETWORK + (settings.kernel() ? KERNEL : RIDGE))));
        if (chosenHead(settings).equals(INITIAL_NETWORK + KERNEL)) {
            drawnUncertainty.add(calibrator.figures());
        }
        return heldOut;
    }

    private void evaluateInitial(Split split, Map<String, double[]> into, UncertaintyCalibrator calibrator) {
        float[][][] training = KernelRegression.select(initialViews, split.training());
        Head ridge = steps.fitRidge(training[0], split.images());
        Head kernel = steps.fitKernel(training, split.images());
        predict(into, INITIAL_NETWORK + RIDGE, ridge, initialViews, split, calibrator);
        predict(into, INITIAL_NETWORK + KERNEL, kernel, initialViews, split, calibrator);
    }

    private void evaluateAttention(List<FeatureMap> maps, Split split) {
        AttentionHeadSearch search =
                new AttentionHeadSearch(settings.fineTuning().seed());
        List<FeatureMap> training =
                Arrays.stream(split.training()).mapToObj(maps::get).toList();
        double[] targets = RatedImage.hitRates(split.images());
        try (AttentionHead head = search.fit(training, targets, steps.innerFolds(split.images()))) {
            int[] heldOut = split.heldOut();
            double[] scores =
                    head.scores(Arrays.stream(heldOut).mapToObj(maps::get).toList());
            double[] predicted =
                    predictions.computeIfAbsent(INITIAL_NETWORK + ATTENTION, key -> new double[maps.size()]);
            for (int i = 0; i < heldOut.length; i++) {
                predicted[heldOut[i]] = scores[i];
            }
        }
        steps.progress().message(ATTENTION + ": " + search.selection());
    }

    private void evaluateTuned(String name, Split split) throws IOException, InterruptedException {
        TrainingSteps.Tuned tuned = steps.fineTune(name, split.images());
        float[][][] views = steps.views(tuned.body(), images);
        predict(predictions, TUNED_NETWORK + TUNED_LINEAR, tuned.head(), views, split, uncertainty);
        Head kernel = steps.fitKernel(KernelRegression.select(views, split.training()), split.images());
        predict(predictions, TUNED_NETWORK + KERNEL, kernel, views, split, uncertainty);
    }

    private void predict(
            Map<String, double[]> into,
            String name,
            Head head,
            float[][][] views,
            Split split,
            UncertaintyCalibrator calibrator) {
        float[][] pooled = views[0];
        double[] predicted = into.computeIfAbsent(name, key -> new double[pooled.length]);
        for (int i : split.heldOut()) {
            predicted[i] = head.score(featuresFor(head, pooled[i]));
        }
        if (head instanceof KernelHead kernel && name.equals(chosenHead(settings))) {
            calibrator.add(kernel, split.heldOut(), pooled, views[ImageViews.MIRRORED]);
        }
    }

    /** The features that a head reads: a linear head only those of the last layer, which come first. */
    private static float[] featuresFor(Head head, float[] pooled) {
        return head instanceof LinearHead linear ? Arrays.copyOf(pooled, linear.weights().length) : pooled;
    }
}
