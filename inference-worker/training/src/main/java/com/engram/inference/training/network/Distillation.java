package com.engram.inference.training.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Weights;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.data.ImageViews;
import com.engram.inference.training.progress.ProgressListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Knowledge distillation: trains a narrow network to reproduce the last feature map of a wide network, cell by cell and in its
 * means, on random crops of unrated images.
 */
public final class Distillation implements AutoCloseable {
    /** The side of the crops, in pixels of the network's input. */
    private static final int CROP = 160;

    private static final int BATCH = 16;
    private static final double RATE = 5e-4;
    private static final float SMALLEST_DEVIATION = 0.05f;

    private final TorchNetwork student;
    private final NDManager manager;
    private final OnnxNetwork teacher;
    private final Preprocessing preprocessing;
    private final NDArray deviations;

    /**
     * Prepares a run.
     *
     * @param start the weights of the narrow network
     * @param teacher the wide network; it stays open
     * @param deviations the standard deviation of each feature over cells, which scales the loss
     */
    public Distillation(
            Network narrow, Weights start, OnnxNetwork teacher, float[] deviations, Preprocessing preprocessing) {
        this.student = new TorchNetwork(narrow, start, Device.cpu());
        this.manager = student.manager().newSubManager();
        this.teacher = teacher;
        this.preprocessing = preprocessing;
        this.deviations = manager.create(deviations, new Shape(1, deviations.length, 1, 1))
                .addi(SMALLEST_DEVIATION);
    }

    /**
     * Trains for that many passes over the images.
     *
     * @return the weights of the narrow network
     */
    public Weights run(List<Pixels> images, int epochs, long seed, ProgressListener progress) {
        AdamOptimizer optimizer = new AdamOptimizer(manager);
        student.parameters().forEach((layer, p) -> optimizer.add(layer, p, RATE, 0));
        int batches = images.size() / BATCH;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Random random = new Random(31 * seed + epoch);
            List<Pixels> order = new ArrayList<>(images);
            Collections.shuffle(order, random);
            double loss = 0;
            for (int i = 0; i < batches; i++) {
                loss += learn(order.subList(i * BATCH, (i + 1) * BATCH), random) / batches;
                optimizer.step(FineTuning.pace((epoch - 1) * batches + i, epochs * batches));
                progress.step("distillation, epoch " + epoch, i + 1, batches);
            }
            progress.epoch("distillation", epoch, loss);
        }
        optimizer.finish();
        return student.weights();
    }

    private double learn(List<Pixels> images, Random random) {
        List<Pixels> crops = new ArrayList<>();
        List<float[]> wanted = new ArrayList<>();
        int size = 0;
        for (Pixels image : images) {
            Pixels crop = crop(image, random);
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
                    features.sub(scope.create(targets, features.getShape())).div(deviations);
            NDArray cells = difference.square().mean();
            NDArray means = TorchNetwork.pooled(difference).square().mean();
            NDArray loss = cells.add(means.mul(4));
            gradients.backward(loss);
            return loss.getFloat();
        }
    }

    private static Pixels crop(Pixels image, Random random) {
        int width = Math.min(CROP, image.width());
        int height = Math.min(CROP, image.height());
        int left = random.nextInt(image.width() - width + 1);
        int top = random.nextInt(image.height() - height + 1);
        Pixels square = new Pixels(CROP, CROP, new byte[3 * CROP * CROP]);
        for (int y = 0; y < CROP; y++) {
            for (int x = 0; x < CROP; x++) {
                // An image that is smaller than the crop is tiled.
                int source = 3 * ((top + y % height) * image.width() + left + x % width);
                System.arraycopy(image.rgb(), source, square.rgb(), 3 * (y * CROP + x), 3);
            }
        }
        return random.nextBoolean() ? square : ImageViews.mirrored(square);
    }

    @Override
    public void close() {
        manager.close();
        student.close();
    }
}
