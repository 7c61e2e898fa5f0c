package com.engram.inference.training;

import ai.djl.Device;
import com.engram.inference.model.Calibration;
import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.LinearHead;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Network;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Weights;
import com.engram.inference.picture.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a model of a rated set: first held-out predictions by cross-validation, for the figures and the interval, then the
 * model itself, on all pictures, in the same way.
 */
public final class ModelTraining {
    private final Network network;
    private final Weights start;
    private final Settings settings;
    private final List<Double> percentiles;
    private final Consumer<String> progress;

    public ModelTraining(
            Network network, Weights start, Settings settings, List<Double> percentiles, Consumer<String> progress) {
        this.network = network;
        this.start = start;
        this.settings = settings;
        this.percentiles = List.copyOf(percentiles);
        this.progress = progress;
    }

    /**
     * What cross-validation showed.
     *
     * @param tuned the fine-tuned network on pictures it had not seen
     * @param frozen ridge regression on the untouched network, on the same folds
     * @param coverage of the 90 % interval on held-out folds
     */
    public record Validation(Evaluation tuned, Evaluation frozen, double coverage) {}

    /** A model and what is known of it. */
    public record Trained(MemorabilityModel model, Validation validation) {}

    /** Cross-validates, then trains on everything. */
    Trained run(String name, List<Example> examples, int foldCount) throws IOException {
        List<RatedImage> ratings = examples.stream().map(Example::rating).toList();
        double[] actual = FineTuning.targets(examples);
        Folds folds = Folds.grouped(ratings, foldCount, settings.seed());
        double[] tuned = new double[actual.length];
        double[] frozen = new double[actual.length];
        for (int fold = 0; fold < foldCount; fold++) {
            hold(fold, folds, examples, tuned, frozen);
        }
        Validation validation = new Validation(
                Evaluation.of(tuned, ratings),
                Evaluation.of(frozen, ratings),
                Calibrator.coverage(tuned, actual, folds));
        try (FineTuning tuning = new FineTuning(network, start, examples, settings, Device.cpu())) {
            tuning.run(examples, e -> progress.accept("all pictures, " + e));
            Calibration calibration =
                    Calibrator.calibration(Calibrator.interval(tuned, actual), tuning.pooled(examples), percentiles);
            return new Trained(model(name, tuning, calibration), validation);
        }
    }

    private void hold(int fold, Folds folds, List<Example> examples, double[] tuned, double[] frozen) {
        List<Example> kept = folds.kept(fold).stream().map(examples::get).toList();
        List<Integer> heldOut = folds.heldOut(fold);
        List<Example> unseen = heldOut.stream().map(examples::get).toList();
        try (FineTuning tuning = new FineTuning(network, start, kept, settings, Device.cpu())) {
            predict(tuning, unseen, heldOut, frozen);
            tuning.run(kept, e -> progress.accept("fold " + (fold + 1) + ", " + e));
            predict(tuning, unseen, heldOut, tuned);
        }
    }

    private static void predict(FineTuning tuning, List<Example> unseen, List<Integer> heldOut, double[] into) {
        LinearHead head = tuning.head();
        float[][] pooled = tuning.pooled(unseen);
        for (int i = 0; i < pooled.length; i++) {
            into[heldOut.get(i)] = head.score(pooled[i]);
        }
    }

    private MemorabilityModel model(String name, FineTuning tuning, Calibration calibration) throws IOException {
        Preprocessing preprocessing = Preprocessing.imageNet(settings.side());
        Weights weights = MemorabilityModel.joined(tuning.weights(), tuning.head());
        List<Manifest.Golden> golden = new ArrayList<>();
        for (int[] size : new int[][] {{224, 224}, {256, 192}, {160, 320}}) {
            int seed = golden.size();
            Pixels pixels = new Pixels(size[0], size[1], GoldenPicture.draw(size[0], size[1], seed));
            golden.add(new Manifest.Golden(size[0], size[1], seed, tuning.head().score(tuning.pooled(pixels))));
        }
        String version = MemorabilityModel.version(weights, preprocessing);
        Manifest manifest = new Manifest(name, version, network.architecture(), preprocessing, calibration, golden);
        return new MemorabilityModel(manifest, weights);
    }
}
