package com.engram.inference.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.GoldenImage;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.network.MobileNetV2;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Node;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.progress.ProgressListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WidthPruningTest {
    private static final MemorabilityModel MODEL = MemorabilityModel.bundled();
    private static final Preprocessing PREPROCESSING = MODEL.manifest().preprocessing();
    private static final int SIDE = 96;

    @Test
    void pruning_to_the_same_width_keeps_the_features() {
        Network small = MobileNetV2.ofWidth(0.35);
        Weights original = random(small);
        List<Pixels> images = images();
        Weights pruned = new WidthPruning(small, original, small, PREPROCESSING, images).run(line -> {});
        assertThat(relativeError(small, original, small, pruned, images)).isCloseTo(0, within(0.01));
    }

    @Test
    void pruning_to_half_the_width_keeps_most_of_the_features_and_distillation_improves_them() {
        List<Pixels> images = images();
        Network narrow = MobileNetV2.ofWidth(0.5);
        Weights pruned =
                new WidthPruning(MODEL.network(), MODEL.weights(), narrow, PREPROCESSING, images).run(line -> {});
        assertThat(relativeError(MODEL.network(), MODEL.weights(), narrow, pruned, images))
                .isLessThan(0.5);
        float[] deviations = new float[narrow.features().channels()];
        Arrays.fill(deviations, 0.5f);
        try (OnnxNetwork teacher = body(MODEL.network(), MODEL.weights());
                Distillation distillation = new Distillation(narrow, pruned, teacher, deviations, PREPROCESSING)) {
            List<Double> losses = new ArrayList<>();
            distillation.run(images, 3, 1, new ProgressListener() {
                @Override
                public void message(String text) {}

                @Override
                public void epoch(String run, int number, double loss) {
                    losses.add(loss);
                }
            });
            assertThat(losses.get(2)).isLessThan(losses.get(0));
        }
    }

    private static Weights random(Network network) {
        Random random = new Random(1);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node.Convolution node : network.convolutions()) {
            float[] kernel = new float[(int) Tensor.size(node.kernelShape())];
            double scale = Math.sqrt(2.0 * node.channels() / kernel.length);
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = (float) (scale * random.nextGaussian());
            }
            String name = Weights.kernelName(node.name());
            tensors.put(name, new Tensor(name, node.kernelShape(), kernel));
            String bias = Weights.biasName(node.name());
            tensors.put(bias, new Tensor(bias, new long[] {node.channels()}, new float[node.channels()]));
        }
        return new Weights(tensors);
    }

    /** The squared difference of pooled features divided by their variance over the images. */
    private static double relativeError(
            Network before, Weights from, Network network, Weights weights, List<Pixels> images) {
        double difference = 0;
        double variance = 0;
        try (OnnxNetwork wide = body(before, from);
                OnnxNetwork narrow = body(network, weights)) {
            List<float[]> wanted =
                    images.stream().map(p -> wide.run(p).pooled()).toList();
            for (int i = 0; i < images.size(); i++) {
                float[] got = narrow.run(images.get(i)).pooled();
                for (int j = 0; j < got.length; j++) {
                    int feature = j;
                    double mean = wanted.stream()
                            .mapToDouble(row -> row[feature])
                            .average()
                            .orElseThrow();
                    difference += Math.pow(got[j] - wanted.get(i)[j], 2);
                    variance += Math.pow(wanted.get(i)[j] - mean, 2);
                }
            }
        }
        return difference / variance;
    }

    private static OnnxNetwork body(Network network, Weights weights) {
        return new OnnxNetwork(network, weights, Manifest.TOP, PREPROCESSING);
    }

    private static List<Pixels> images() {
        List<Pixels> images = new ArrayList<>();
        for (int seed = 0; seed < 36; seed++) {
            images.add(new Pixels(SIDE, SIDE, GoldenImage.draw(SIDE, SIDE, seed)));
        }
        return images;
    }
}
