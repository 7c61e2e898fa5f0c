package com.engram.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.model.GoldenPicture;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.MobileNetV2;
import com.engram.inference.model.Network;
import com.engram.inference.model.Node;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Tensor;
import com.engram.inference.model.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    private static final MemorabilityModel MODEL = MemorabilityModel.bundled();
    private static final Preprocessing PREPROCESSING = MODEL.manifest().preprocessing();
    private static final int SIDE = 96;

    @Test
    void a_network_cut_to_its_own_width_sees_what_it_saw() {
        Network small = MobileNetV2.ofWidth(0.35);
        Weights any = random(small);
        List<Pixels> pictures = pictures();
        Weights cut = new Narrowing(small, any, small, PREPROCESSING, pictures).run(line -> {});
        assertThat(unlikeness(small, any, small, cut, pictures)).isCloseTo(0, within(0.01));
    }

    @Test
    void a_narrow_network_sees_most_of_what_the_wide_one_saw_and_learns_more_of_it() {
        List<Pixels> pictures = pictures();
        Network narrow = MobileNetV2.ofWidth(0.5);
        Weights cut = new Narrowing(MODEL.network(), MODEL.weights(), narrow, PREPROCESSING, pictures).run(line -> {});
        assertThat(unlikeness(MODEL.network(), MODEL.weights(), narrow, cut, pictures))
                .isLessThan(0.5);
        float[] spread = new float[narrow.features().channels()];
        Arrays.fill(spread, 0.5f);
        try (OnnxNetwork teacher = body(MODEL.network(), MODEL.weights());
                Distillation distillation = new Distillation(narrow, cut, teacher, spread, PREPROCESSING)) {
            List<Double> losses = new ArrayList<>();
            distillation.run(pictures, 3, 1, new Progress() {
                @Override
                public void say(String line) {}

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
        for (Node.Convolve node : network.convolutions()) {
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

    /** Squared difference of pooled features, in units of their variance over the pictures. */
    private static double unlikeness(
            Network before, Weights from, Network network, Weights weights, List<Pixels> pictures) {
        double difference = 0;
        double variance = 0;
        try (OnnxNetwork wide = body(before, from);
                OnnxNetwork narrow = body(network, weights)) {
            List<float[]> wanted =
                    pictures.stream().map(p -> wide.run(p).pooled()).toList();
            for (int i = 0; i < pictures.size(); i++) {
                float[] got = narrow.run(pictures.get(i)).pooled();
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

    private static List<Pixels> pictures() {
        List<Pixels> pictures = new ArrayList<>();
        for (int seed = 0; seed < 36; seed++) {
            pictures.add(new Pixels(SIDE, SIDE, GoldenPicture.draw(SIDE, SIDE, seed)));
        }
        return pictures;
    }
}
