package com.engram.inference.training;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Calibration;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.Uncertainty;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.evaluation.Calibrator;
import com.engram.inference.training.evaluation.CrossValidationResult;
import com.engram.inference.training.evaluation.DefaultComparison;
import com.engram.inference.training.heads.DrawnPageDetector;
import com.engram.inference.training.heads.KernelRegression;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on rated images. Cross-validation comes first: its held-out predictions give the figures of the model and the
 * interval of its scores. Then the model is trained on all images with the same settings.
 */
final class ModelTrainer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TrainingSteps steps;
    private final TrainingSettings settings;
    private final List<Double> percentiles;
    private final @Nullable MemorabilityModel byDefault;

    /**
     * A trainer.
     *
     * @param percentiles see {@link Calibration#percentiles}
     * @param byDefault the default model, whose network the training starts from; null if it starts from other weights
     */
    ModelTrainer(
            TrainingSteps steps,
            TrainingSettings settings,
            List<Double> percentiles,
            @Nullable MemorabilityModel byDefault) {
        this.steps = steps;
        this.settings = settings;
        this.percentiles = List.copyOf(percentiles);
        this.byDefault = byDefault;
    }

    /**
     * A model and its cross-validation.
     *
     * @param comparison with the default model; empty without a default model, or for too few images
     */
    record Trained(MemorabilityModel model, CrossValidationResult validation, Optional<DefaultComparison> comparison) {}

    /**
     * Cross-validates, and then trains the model on all images.
     *
     * @throws IOException if an image cannot be read or decoded
     */
    Trained run(String name, List<RatedImage> images, int foldCount) throws IOException, InterruptedException {
        float[][][] initialViews = steps.views(steps.start(), images);
        CrossValidation crossValidation = new CrossValidation(steps, settings, images, initialViews);
        CrossValidationResult validation = crossValidation.run(foldCount);
        double[] interval = Calibrator.interval(crossValidation.chosenPredictions(), RatedImage.hitRates(images));
        return new Trained(
                model(
                        name,
                        images,
                        initialViews,
                        interval,
                        crossValidation.calibratedUncertainty(),
                        card(images, validation)),
                validation,
                comparison(crossValidation.dividedPredictions(), images, initialViews[0]));
    }

    /**
     * Compares with the default model on the features of the initial network, which is its own.
     *
     * @param pooled the features of the plain view of each image
     */
    private Optional<DefaultComparison> comparison(List<double[]> heldOut, List<RatedImage> images, float[][] pooled) {
        if (byDefault == null || images.size() < DefaultComparison.SMALLEST) {
            return Optional.empty();
        }
        Manifest manifest = byDefault.manifest();
        if (!KernelRegression.LAYERS.subList(0, manifest.layers().size()).equals(manifest.layers())) {
            return Optional.empty();
        }
        int features = steps.network().channels(manifest.layers());
        Head head = byDefault.head();
        double[] scores = Arrays.stream(pooled)
                .mapToDouble(row -> head.score(Arrays.copyOf(row, features)))
                .toArray();
        return Optional.of(DefaultComparison.of(heldOut, scores, images, manifest.name() + ":" + manifest.version()));
    }

    private MemorabilityModel model(
            String name,
            List<RatedImage> images,
            float[][][] initialViews,
            double[] interval,
            Uncertainty uncertainty,
            JsonNode card)
            throws IOException, InterruptedException {
        Weights body = steps.start();
        float[][][] views = initialViews;
        Head head = steps.fitRidge(views[0], images);
        if (settings.fineTuning().epochs() > 0) {
            TrainingSteps.Tuned tuned = steps.fineTune("all", images);
            body = tuned.body();
            head = tuned.head();
            views = steps.views(body, images);
        }
        head = settings.kernel() ? steps.fitKernel(views, images).with(uncertainty) : head;
        List<String> layers = settings.kernel() ? KernelRegression.LAYERS : Manifest.TOP;
        DrawnPageDetector drawn = drawnPageDetector(body, layers, views[0]);
        Weights weights = MemorabilityModel.combine(body, head, drawn.head());
        Calibration calibration =
                Calibrator.calibration(interval, steps.lastLayer(views[0]), drawn.threshold(), percentiles);
        Manifest manifest = new Manifest(
                name,
                MemorabilityModel.version(weights, steps.preprocessing()),
                steps.network().architecture(),
                layers,
                steps.preprocessing(),
                calibration,
                goldenVectors(body, head, layers));
        return new MemorabilityModel(manifest, weights, card);
    }

    /** Trains the detector on the features of the head's layers, which come first in {@code pooled}. */
    private DrawnPageDetector drawnPageDetector(Weights body, List<String> layers, float[][] pooled)
            throws IOException, InterruptedException {
        int features = steps.network().channels(layers);
        float[][] read =
                Arrays.stream(pooled).map(row -> Arrays.copyOf(row, features)).toArray(float[][]::new);
        try (OnnxNetwork net = new OnnxNetwork(steps.network(), body, layers, steps.preprocessing())) {
            return DrawnPageDetector.train(
                    read,
                    net,
                    steps.decoder(),
                    settings.fineTuning().side(),
                    settings.fineTuning().seed());
        }
    }

    private JsonNode card(List<RatedImage> images, CrossValidationResult validation) {
        ObjectNode card = JSON.createObjectNode();
        card.put("pictures", images.size());
        card.put(
                "data",
                "The rated images that this model was trained on. The owner of the model is responsible for their licences.");
        card.put(
                "training",
                settings.fineTuning().epochs() + " epochs of the network, then "
                        + CrossValidation.chosenHead(settings));
        card.set("heldOut", JSON.valueToTree(validation));
        card.putArray("limits")
                .add(
                        "Less accurate on images that differ from the training images. Answers flag these as out of domain.")
                .add("Memorability is neither attention nor preference.");
        return card;
    }

    private List<Manifest.Golden> goldenVectors(Weights body, Head head, List<String> layers) {
        List<Manifest.Golden> golden = new ArrayList<>();
        try (OnnxNetwork net = new OnnxNetwork(steps.network(), body, layers, steps.preprocessing())) {
            for (int[] size : new int[][] {{224, 224}, {256, 192}, {160, 320}}) {
                int seed = golden.size();
                Pixels pixels = new Pixels(size[0], size[1], GoldenImage.draw(size[0], size[1], seed));
                double score = head.score(net.run(pixels).pooled());
                golden.add(new Manifest.Golden(size[0], size[1], seed, score));
            }
        }
        return golden;
    }
}
