package com.engram.inference.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import com.engram.inference.model.FeatureMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * AMNet's head (arXiv 1804.03115, section 3): soft attention over the cells of the last feature map, an LSTM that looks three
 * times, and the sum of what it says each time; squared error, and a penalty on cells that are looked at too much or too little.
 * Kept for comparison: on some hundred pictures it does worse than heads with less to learn, and its score does not decompose.
 */
final class AttentionHead implements AutoCloseable {
    private static final int HIDDEN = 128;
    private static final int LOOKS = 3;
    private static final int EPOCHS = 12;
    private static final int BATCH = 24;
    private static final double RATE = 1e-3;
    private static final double PULL = 1e-4;
    private static final float PENALTY = 1e-4f;

    private final NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    private final Random random;
    private final Adam adam;
    private final NDArray attendFeatures;
    private final NDArray attendHidden;
    private final NDArray attend;
    private final NDArray startHidden;
    private final NDArray startCell;
    private final NDArray fromFeatures;
    private final NDArray fromHidden;
    private final NDArray gates;
    private final NDArray say;
    private final NDArray mean;

    AttentionHead(int features, double average, long seed) {
        random = new Random(seed);
        adam = new Adam(manager);
        attendFeatures = learnt("attend.features", features, HIDDEN);
        attendHidden = learnt("attend.hidden", HIDDEN, HIDDEN);
        attend = learnt("attend", HIDDEN, 1);
        startHidden = learnt("start.hidden", features, HIDDEN);
        startCell = learnt("start.cell", features, HIDDEN);
        fromFeatures = learnt("gates.features", features, 4 * HIDDEN);
        fromHidden = learnt("gates.hidden", HIDDEN, 4 * HIDDEN);
        gates = learnt("gates", 1, 4 * HIDDEN);
        say = learnt("say", HIDDEN, 1);
        mean = manager.create(new float[] {(float) average / LOOKS});
        adam.learn("mean", mean, RATE, 0);
    }

    private NDArray learnt(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(rows + columns));
        }
        NDArray array = manager.create(values, new Shape(rows, columns));
        adam.learn(name, array, RATE, PULL);
        return array;
    }

    /** Learns the hit rates of pictures by their last feature maps. */
    void fit(List<FeatureMap> maps, double[] targets) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            order.add(i);
        }
        int steps = EPOCHS * ((targets.length + BATCH - 1) / BATCH);
        int step = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(order, random);
            for (int from = 0; from < order.size(); from += BATCH) {
                learn(order.subList(from, Math.min(order.size(), from + BATCH)), maps, targets);
                adam.step(0.5 * (1 + Math.cos(Math.PI * step++ / steps)));
            }
            if (2 * epoch >= EPOCHS) {
                adam.average();
            }
        }
        adam.settle();
    }

    private void learn(List<Integer> batch, List<FeatureMap> maps, double[] targets) {
        for (int i : batch) {
            // Pictures have shapes of their own: one at a time, the gradients add up.
            try (NDManager scope = manager.newSubManager();
                    GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
                Looked looked = look(maps.get(i), scope);
                NDArray loss = looked.score().sub((float) targets[i]).square().mul(100);
                NDArray uneven = looked.attention().sub(1).square().sum().mul(PENALTY);
                gradients.backward(loss.sum().add(uneven).div(batch.size()));
            }
        }
    }

    /** The predicted hit rate. */
    double score(FeatureMap map) {
        try (NDManager scope = manager.newSubManager()) {
            return look(map, scope).score().toFloatArray()[0];
        }
    }

    private record Looked(NDArray score, NDArray attention) {}

    private Looked look(FeatureMap map, NDManager scope) {
        NDArray cells = scope.create(map.values(), new Shape(map.channels(), (long) map.rows() * map.columns()))
                .transpose();
        NDArray average = cells.mean(new int[] {0}, true);
        NDArray hidden = average.matMul(startHidden).tanh();
        NDArray cell = average.matMul(startCell).tanh();
        NDArray known = cells.matMul(attendFeatures);
        NDArray score = mean.mul(LOOKS);
        NDArray attention = scope.zeros(new Shape(cells.getShape().get(0), 1));
        for (int t = 0; t < LOOKS; t++) {
            NDArray weights =
                    known.add(hidden.matMul(attendHidden)).tanh().matMul(attend).softmax(0);
            attention = attention.add(weights);
            NDArray seen = cells.mul(weights).sum(new int[] {0}, true);
            NDArray sums =
                    seen.matMul(fromFeatures).add(hidden.matMul(fromHidden)).add(gates);
            NDArray in = Activation.sigmoid(gate(sums, 0));
            NDArray forget = Activation.sigmoid(gate(sums, 1));
            NDArray out = Activation.sigmoid(gate(sums, 2));
            cell = cell.mul(forget).add(in.mul(gate(sums, 3).tanh()));
            hidden = out.mul(cell.tanh());
            score = score.add(hidden.matMul(say).reshape(1));
        }
        return new Looked(score, attention);
    }

    private static NDArray gate(NDArray sums, int number) {
        return sums.get(":, " + number * HIDDEN + ":" + (number + 1) * HIDDEN);
    }

    @Override
    public void close() {
        manager.close();
    }
}
