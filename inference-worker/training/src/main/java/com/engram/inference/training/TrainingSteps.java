package com.engram.inference.training;

import com.engram.inference.image.Decoder;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.head.Head;
import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.data.TrainingExample;
import com.engram.inference.training.heads.KernelRegression;
import com.engram.inference.training.heads.RegressionTargets;
import com.engram.inference.training.network.FineTuning;
import com.engram.inference.training.network.FineTuningSettings;
import com.engram.inference.training.progress.ProgressListener;
import com.engram.inference.training.statistics.RidgeRegression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps of a training run, which cross-validation applies to the folds and which are then applied to all images.
 *
 * @param network the network to train
 * @param start its initial weights
 * @param settings how it is fine-tuned
 * @param decoder stays open
 * @param progress receives the progress of each step
 */
record TrainingSteps(
        Network network, Weights start, FineTuningSettings settings, Decoder decoder, ProgressListener progress) {
    private static final int INNER_FOLDS = 5;

    /** A fine-tuned network with its linear head. */
    record Tuned(Weights body, LinearHead head) {}

    /** Fine-tunes the network on the images; {@code name} identifies the run and its checkpoint. */
    Tuned fineTune(String name, List<RatedImage> images) throws IOException, InterruptedException {
        List<TrainingExample> examples = TrainingExample.load(images, decoder, settings.side());
        try (FineTuning run = new FineTuning(network, start, examples, settings)) {
            run.run(name, examples, progress);
            return new Tuned(run.weights(), run.head());
        }
    }

    /** The features of all views of the images, see {@link ImageViews#pooled}, computed with those weights. */
    float[][][] views(Weights body, List<RatedImage> images) throws IOException, InterruptedException {
        try (OnnxNetwork net = new OnnxNetwork(network, body, KernelRegression.LAYERS, preprocessing())) {
            return ImageViews.pooled(net, images, decoder, settings.side(), progress);
        }
    }

    /** The last feature map of each image, computed with the initial weights. */
    List<FeatureMap> initialMaps(List<RatedImage> images) throws IOException, InterruptedException {
        List<FeatureMap> maps = new ArrayList<>();
        try (OnnxNetwork net = new OnnxNetwork(network, start, Manifest.TOP, preprocessing())) {
            for (TrainingExample example : TrainingExample.load(images, decoder, settings.side())) {
                maps.add(net.run(example.plain()).maps().get(0));
            }
        }
        return maps;
    }

    /** Fits a linear head to the features of the last layer. */
    Head fitRidge(float[][] pooled, List<RatedImage> images) {
        return RidgeRegression.fit(lastLayer(pooled), RatedImage.hitRates(images), settings.alpha());
    }

    /** Fits a kernel head to the features of all views. */
    KernelHead fitKernel(float[][][] views, List<RatedImage> images) {
        return new KernelRegression(network)
                .fit(
                        views,
                        RegressionTargets.of(images, RegressionTargets.FALSE_ALARM_WEIGHT),
                        RatedImage.hitRates(images),
                        innerFolds(images));
    }

    /** Folds over training images, on which hyperparameters are selected. */
    Folds innerFolds(List<RatedImage> images) {
        int groups = (int) images.stream().map(RatedImage::group).distinct().count();
        return Folds.grouped(images, Math.min(INNER_FOLDS, groups), settings.seed() + 1);
    }

    /** The features of the last layer, which come first. */
    float[][] lastLayer(float[][] pooled) {
        int channels = network.features().channels();
        return Arrays.stream(pooled).map(row -> Arrays.copyOf(row, channels)).toArray(float[][]::new);
    }

    /** The preprocessing of the model. */
    Preprocessing preprocessing() {
        return Preprocessing.imageNet(settings.side());
    }
}
