package com.engram.inference.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.model.FeatureMap;
import com.engram.inference.model.Network;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.Pixels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Teaches a narrow network to see what a wide one sees: on crops of pictures that nobody rated, its last features are drawn to
 * the wide one's, cell by cell and in their means.
 */
final class Distillation implements AutoCloseable {
    /** Sides of the crops, at the scale of scoring. */
    private static final int CROP = 160;

    private static final int BATCH = 16;
    private static final double RATE = 5e-4;
    private static final float TINY = 0.05f;

    private final TorchNetwork student;
    private final NDManager manager;
    private final OnnxNetwork teacher;
    private final Preprocessing preprocessing;
    private final NDArray spread;

    /** Features are compared in units of {@code spread}, their standard deviations over cells. */
    Distillation(Network narrow, Weights start, OnnxNetwork teacher, float[] spread, Preprocessing preprocessing) {
        this.student = new TorchNetwork(narrow, start, Device.cpu());
        this.manager = student.manager().newSubManager();
        this.teacher = teacher;
        this.preprocessing = preprocessing;
        this.spread = manager.create(spread, new Shape(1, spread.length, 1, 1)).addi(TINY);
    }

    /** Teaches for so many passes over the pictures. */
    Weights run(List<Pixels> pictures, int epochs, long seed, Progress progress) {
        Adam adam = new Adam(manager);
        student.parameters().forEach((layer, p) -> adam.learn(layer, p, RATE, 0));
        int batches = pictures.size() / BATCH;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Random random = new Random(31 * seed + epoch);
            List<Pixels> order = new ArrayList<>(pictures);
            Collections.shuffle(order, random);
            double loss = 0;
            for (int i = 0; i < batches; i++) {
                loss += learn(order.subList(i * BATCH, (i + 1) * BATCH), random) / batches;
                adam.step(FineTuning.pace((epoch - 1) * batches + i, epochs * batches));
                progress.step("narrowing, epoch " + epoch, i + 1, batches);
            }
            progress.epoch("narrowing", epoch, loss);
        }
        adam.settle();
        return student.weights();
    }

    private double learn(List<Pixels> pictures, Random random) {
        List<Pixels> crops = new ArrayList<>();
        List<float[]> wanted = new ArrayList<>();
        int size = 0;
        for (Pixels picture : pictures) {
            Pixels crop = crop(picture, random);
            FeatureMap map = teacher.run(crop).maps().get(0);
            crops.add(crop);
            wanted.add(map.values());
            size += map.values().length;
        }
        float[] targets = new float[size];
        int at = 0;
        for (float[] values : wanted) {
            System.arraycopy(values, 0, targets, at, values.length);
            at += values.length;
        }
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray features = student.features(Batches.input(crops, preprocessing, scope));
            NDArray difference =
                    features.sub(scope.create(targets, features.getShape())).div(spread);
            NDArray cells = difference.square().mean();
            NDArray means = TorchNetwork.pooled(difference).square().mean();
            NDArray loss = cells.add(means.mul(4));
            gradients.backward(loss);
            return loss.getFloat();
        }
    }

    private static Pixels crop(Pixels picture, Random random) {
        int width = Math.min(CROP, picture.width());
        int height = Math.min(CROP, picture.height());
        int left = random.nextInt(picture.width() - width + 1);
        int top = random.nextInt(picture.height() - height + 1);
        Pixels square = new Pixels(CROP, CROP, new byte[3 * CROP * CROP]);
        for (int y = 0; y < CROP; y++) {
            for (int x = 0; x < CROP; x++) {
                // A side that is too short is repeated.
                int source = 3 * ((top + y % height) * picture.width() + left + x % width);
                System.arraycopy(picture.rgb(), source, square.rgb(), 3 * (y * CROP + x), 3);
            }
        }
        return random.nextBoolean() ? square : Views.mirrored(square);
    }

    @Override
    public void close() {
        manager.close();
        student.close();
    }
}
