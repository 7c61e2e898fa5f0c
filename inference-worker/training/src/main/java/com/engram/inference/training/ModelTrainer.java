package com.engram.inference.training;

import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Calibration;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.data.TrainingExample;
import com.engram.inference.training.evaluation.Calibrator;
import com.engram.inference.training.evaluation.CrossValidationResult;
import com.engram.inference.training.evaluation.RepeatedCrossValidation;
import com.engram.inference.training.heads.AttentionHead;
import com.engram.inference.training.heads.AttentionHeadSearch;
import com.engram.inference.training.heads.DrawnPageDetector;
import com.engram.inference.training.heads.KernelRegression;
import com.engram.inference.training.network.FineTuning;
import com.engram.inference.training.network.FineTuningSettings;
import com.engram.inference.training.progress.ProgressListener;
import com.engram.inference.training.statistics.RidgeRegression;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trains a model on rated images. Cross-validation comes first: its held-out predictions give the figures of the model and the
 * interval of its scores. Then the model is trained on all images with the same settings.
 */
final class ModelTrainer {
    private static final String INITIAL_NETWORK = "frozen network, ";
    private static final String TUNED_NETWORK = "fine-tuned network, ";
    private static final String RIDGE = "ridge on last features";
    private static final String KERNEL = "kernel head on views";
    private static final String ATTENTION = "attention and LSTM (AMNet)";
    private static final String TUNED_LINEAR = "its linear head";
    private static final int INNER_FOLDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Network network;
    private final Weights start;
    private final TrainingSettings settings;
    private final FineTuningSettings tuning;
    private final List<Double> percentiles;
    private final ProgressListener progress;
    private final Decoder decoder;

    /**
     * A trainer.
     *
     * @param start the initial weights of the network
     * @param percentiles see {@link Calibration#percentiles}
     * @param decoder stays open
     */
    ModelTrainer(
            Network network,
            Weights start,
            TrainingSettings settings,
            List<Double> percentiles,
            Decoder decoder,
            ProgressListener progress) {
        this.network = network;
        this.start = start;
        this.settings = settings;
        this.tuning = settings.fineTuning();
        this.percentiles = List.copyOf(percentiles);
        this.decoder = decoder;
        this.progress = progress;
    }

    /** A model and its cross-validation. */
    record Trained(MemorabilityModel model, CrossValidationResult validation) {}

    /**
     * Cross-validates, and then trains the model on all images.
     *
     * @throws IOException if an image cannot be read or decoded
     */
    Trained run(String name, List<RatedImage> images, int foldCount) throws IOException, InterruptedException {
        Folds folds = Folds.grouped(images, foldCount, tuning.seed());
        float[][][] initialViews = views(start, images);
        List<FeatureMap> maps = settings.attention() ? maps(images) : List.of();
        Map<String, double[]> predictions = new LinkedHashMap<>();
        for (int fold = 0; fold < foldCount; fold++) {
            Split split = Split.of(images, folds, fold);
            evaluateInitial(initialViews, split, predictions);
            if (settings.attention()) {
                evaluateAttention(maps, split, predictions);
            }
            if (tuning.epochs() > 0) {
                evaluateTuned("fold" + (fold + 1), images, split, predictions);
            }
            progress.message("fold " + (fold + 1) + " of " + foldCount + " evaluated");
        }
        double[] chosen = Objects.requireNonNull(predictions.get(chosenHead()));
        Map<String, RepeatedCrossValidation> draws = RepeatedCrossValidation.of(
                images,
                settings.draws(),
                foldCount,
                tuning.seed(),
                division -> heldOutInitial(initialViews, images, division),
                progress);
        CrossValidationResult validation = CrossValidationResult.of(
                predictions,
                chosen,
                Objects.requireNonNull(predictions.get(INITIAL_NETWORK + RIDGE)),
                images,
                folds,
                draws);
        return new Trained(model(name, images, initialViews, chosen, validation), validation);
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

    private String chosenHead() {
        return tuning.epochs() == 0
                ? INITIAL_NETWORK + (settings.kernel() ? KERNEL : RIDGE)
                : TUNED_NETWORK + (settings.kernel() ? KERNEL : TUNED_LINEAR);
    }

    private Map<String, double[]> heldOutInitial(float[][][] views, List<RatedImage> images, Folds folds) {
        Map<String, double[]> predictions = new LinkedHashMap<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            evaluateInitial(views, Split.of(images, folds, fold), predictions);
        }
        return predictions;
    }

    private void evaluateInitial(float[][][] views, Split split, Map<String, double[]> predictions) {
        float[][][] training = KernelRegression.select(views, split.training());
        predict(predictions, INITIAL_NETWORK + RIDGE, ridge(training[0], split.images()), views[0], split);
        predict(predictions, INITIAL_NETWORK + KERNEL, kernel(training, split.images()), views[0], split);
    }

    private void evaluateAttention(List<FeatureMap> maps, Split split, Map<String, double[]> predictions) {
        AttentionHeadSearch search = new AttentionHeadSearch(tuning.seed());
        List<FeatureMap> training =
                Arrays.stream(split.training()).mapToObj(maps::get).toList();
        double[] targets = RatedImage.hitRates(split.images());
        try (AttentionHead head = search.fit(training, targets, inner(split.images()))) {
            int[] heldOut = split.heldOut();
            double[] scores =
                    head.scores(Arrays.stream(heldOut).mapToObj(maps::get).toList());
            double[] predicted =
                    predictions.computeIfAbsent(INITIAL_NETWORK + ATTENTION, key -> new double[maps.size()]);
            for (int i = 0; i < heldOut.length; i++) {
                predicted[heldOut[i]] = scores[i];
            }
        }
        progress.message(ATTENTION + ": " + search.selection());
    }

    /** The last feature map of each image, computed by the initial network. */
    private List<FeatureMap> maps(List<RatedImage> images) throws IOException, InterruptedException {
        List<FeatureMap> maps = new ArrayList<>();
        try (OnnxNetwork net = new OnnxNetwork(network, start, Manifest.TOP, preprocessing())) {
            for (TrainingExample example : TrainingExample.load(images, decoder, tuning.side())) {
                maps.add(net.run(example.plain()).maps().get(0));
            }
        }
        return maps;
    }

    private void evaluateTuned(String name, List<RatedImage> images, Split split, Map<String, double[]> predictions)
            throws IOException, InterruptedException {
        Tuned tuned = tuned(name, split.images());
        float[][][] views = views(tuned.body(), images);
        predict(predictions, TUNED_NETWORK + TUNED_LINEAR, tuned.head(), views[0], split);
        Head kernel = kernel(KernelRegression.select(views, split.training()), split.images());
        predict(predictions, TUNED_NETWORK + KERNEL, kernel, views[0], split);
    }

    private record Tuned(Weights body, LinearHead head) {}

    private Tuned tuned(String name, List<RatedImage> images) throws IOException, InterruptedException {
        List<TrainingExample> examples = TrainingExample.load(images, decoder, tuning.side());
        try (FineTuning run = new FineTuning(network, start, examples, tuning)) {
            run.run(name, examples, progress);
            return new Tuned(run.weights(), run.head());
        }
    }

    private Head ridge(float[][] pooled, List<RatedImage> images) {
        return RidgeRegression.fit(lastLayer(pooled), RatedImage.hitRates(images), tuning.alpha());
    }

    /** The features of the last layer, which come first. */
    private float[][] lastLayer(float[][] pooled) {
        int channels = network.features().channels();
        return Arrays.stream(pooled).map(row -> Arrays.copyOf(row, channels)).toArray(float[][]::new);
    }

    private Head kernel(float[][][] views, List<RatedImage> images) {
        return new KernelRegression(network).fit(views, RatedImage.hitRates(images), inner(images));
    }

    /** Folds over training images, on which hyperparameters are selected. */
    private Folds inner(List<RatedImage> images) {
        int groups = (int) images.stream().map(RatedImage::group).distinct().count();
        return Folds.grouped(images, Math.min(INNER_FOLDS, groups), tuning.seed() + 1);
    }

    private void predict(Map<String, double[]> predictions, String name, Head head, float[][] pooled, Split split) {
        double[] predicted = predictions.computeIfAbsent(name, key -> new double[pooled.length]);
        for (int i : split.heldOut()) {
            predicted[i] = head.score(featuresFor(head, pooled[i]));
        }
    }

    /** The features that a head reads: a linear head only those of the last layer, which come first. */
    private static float[] featuresFor(Head head, float[] pooled) {
        return head instanceof LinearHead linear ? Arrays.copyOf(pooled, linear.weights().length) : pooled;
    }

    private float[][][] views(Weights body, List<RatedImage> images) throws IOException, InterruptedException {
        try (OnnxNetwork net = new OnnxNetwork(network, body, KernelRegression.LAYERS, preprocessing())) {
            return ImageViews.pooled(net, images, decoder, tuning.side(), progress);
        }
    }

    private MemorabilityModel model(
            String name,
            List<RatedImage> images,
            float[][][] initialViews,
            double[] heldOut,
            CrossValidationResult validation)
            throws IOException, InterruptedException {
        Weights body = start;
        float[][][] views = initialViews;
        Head head = ridge(views[0], images);
        if (tuning.epochs() > 0) {
            Tuned tuned = tuned("all", images);
            body = tuned.body();
            head = tuned.head();
            views = views(body, images);
        }
        head = settings.kernel() ? kernel(views, images) : head;
        List<String> layers = settings.kernel() ? KernelRegression.LAYERS : Manifest.TOP;
        DrawnPageDetector drawn = drawnPageDetector(body, layers, views[0]);
        Weights weights = MemorabilityModel.combine(body, head, drawn.head());
        Calibration calibration = Calibrator.calibration(
                Calibrator.interval(heldOut, RatedImage.hitRates(images)),
                lastLayer(views[0]),
                drawn.threshold(),
                percentiles);
        Manifest manifest = new Manifest(
                name,
                MemorabilityModel.version(weights, preprocessing()),
                network.architecture(),
                layers,
                preprocessing(),
                calibration,
                goldenVectors(body, head, layers));
        return new MemorabilityModel(manifest, weights, card(images, validation));
    }

    /** Trains the detector on the features of the head's layers, which come first in {@code pooled}. */
    private DrawnPageDetector drawnPageDetector(Weights body, List<String> layers, float[][] pooled)
            throws IOException, InterruptedException {
        int features = network.channels(layers);
        float[][] read =
                Arrays.stream(pooled).map(row -> Arrays.copyOf(row, features)).toArray(float[][]::new);
        try (OnnxNetwork net = new OnnxNetwork(network, body, layers, preprocessing())) {
            return DrawnPageDetector.train(read, net, decoder, tuning.side(), tuning.seed());
        }
    }

    private JsonNode card(List<RatedImage> images, CrossValidationResult validation) {
        ObjectNode card = JSON.createObjectNode();
        card.put("pictures", images.size());
        card.put(
                "data",
                "The rated images that this model was trained on. The owner of the model is responsible for their licences.");
        card.put("training", tuning.epochs() + " epochs of the network, then " + chosenHead());
        card.set("heldOut", JSON.valueToTree(validation));
        card.putArray("limits")
                .add(
                        "Less accurate on images that differ from the training images. Answers flag these as out of domain.")
                .add("Memorability is neither attention nor preference.");
        return card;
    }

    private List<Manifest.Golden> goldenVectors(Weights body, Head head, List<String> layers) {
        List<Manifest.Golden> golden = new ArrayList<>();
        try (OnnxNetwork net = new OnnxNetwork(network, body, layers, preprocessing())) {
            for (int[] size : new int[][] {{224, 224}, {256, 192}, {160, 320}}) {
                int seed = golden.size();
                Pixels pixels = new Pixels(size[0], size[1], GoldenImage.draw(size[0], size[1], seed));
                double score = head.score(net.run(pixels).pooled());
                golden.add(new Manifest.Golden(size[0], size[1], seed, score));
            }
        }
        return golden;
    }

    private Preprocessing preprocessing() {
        return Preprocessing.imageNet(tuning.side());
    }
}
