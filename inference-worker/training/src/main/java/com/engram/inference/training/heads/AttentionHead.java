package com.engram.inference.training.heads;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.training.network.AdamOptimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * AMNet's head (arXiv 1804.03115, section 3), for comparison only: soft attention over the cells of the last feature map, an LSTM
 * of three steps, and the sum of the outputs of all steps. The loss is the squared error plus a penalty on cells whose total
 * attention differs from 1. With a few hundred images it is less accurate than heads with fewer parameters, and its score has no
 * exact decomposition.
 */
public final class AttentionHead implements AutoCloseable {
    /**
     * The hyperparameters.
     *
     * @param hidden units of the attention and of the LSTM
     * @param rate the learning rate
     * @param dropout the share of the attended features and of the LSTM's output that is dropped during training
     */
    record Hyperparameters(int hidden, double rate, double dropout) {}

    /** What {@link AttentionHeadSearch} selects from. The paper has 1,024 units, for a hundred times as many images. */
    static final List<Hyperparameters> CANDIDATES = List.of(
            new Hyperparameters(32, 1e-3, 0),
            new Hyperparameters(32, 1e-3, 0.5),
            new Hyperparameters(128, 3e-4, 0),
            new Hyperparameters(128, 3e-4, 0.5),
            new Hyperparameters(128, 1e-3, 0.5),
            new Hyperparameters(256, 1e-4, 0.5));

    private static final int STEPS = 3;
    private static final int BATCH = 24;
    private static final double DECAY = 1e-4;

    /** The paper's 1e-4, in the units of this loss, which is a hundred times the squared error. */
    private static final float PENALTY = 1e-2f;

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final Hyperparameters hyperparameters;
    private final Random random;
    private final AdamOptimizer optimizer;
    private final NDArray attendFeatures;
    private final NDArray attendHidden;
    private final NDArray attend;
    private final NDArray startHidden;
    private final NDArray startCell;
    private final NDArray fromFeatures;
    private final NDArray fromHidden;
    private final NDArray gates;
    private final NDArray output;
    private final NDArray mean;

    /**
     * A head with random weights.
     *
     * @param average the mean of the targets, which the untrained head predicts
     */
    AttentionHead(Hyperparameters hyperparameters, int features, double average, long seed) {
        this.hyperparameters = hyperparameters;
        random = new Random(seed);
        optimizer = new AdamOptimizer(manager);
        int hidden = hyperparameters.hidden();
        attendFeatures = weights("attend.features", features, hidden);
        attendHidden = weights("attend.hidden", hidden, hidden);
        attend = weights("attend", hidden, 1);
        startHidden = weights("start.hidden", features, hidden);
        startCell = weights("start.cell", features, hidden);
        fromFeatures = weights("gates.features", features, 4 * hidden);
        fromHidden = weights("gates.hidden", hidden, 4 * hidden);
        gates = weights("gates", 1, 4 * hidden);
        output = weights("output", hidden, 1);
        mean = manager.create(new float[] {(float) average / STEPS});
        optimizer.add("mean", mean, hyperparameters.rate(), 0);
    }

    private NDArray weights(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(rows + columns));
        }
        NDArray array = manager.create(values, new Shape(rows, columns));
        optimizer.add(name, array, hyperparameters.rate(), DECAY);
        return array;
    }

    /**
     * Fits the head to the hit rates.
     *
     * @param maps the last feature map of each image
     * @param continues called after each epoch with the number of the epoch; false ends the training
     */
    void fit(List<FeatureMap> maps, double[] targets, BiPredicate<AttentionHead, Integer> continues) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            order.add(i);
        }
        int epoch = 0;
        do {
            Collections.shuffle(order, random);
            for (int from = 0; from < order.size(); from += BATCH) {
                train(order.subList(from, Math.min(order.size(), from + BATCH)), maps, targets);
                optimizer.step(1);
            }
            epoch++;
        } while (continues.test(this, epoch));
    }

    private void train(List<Integer> batch, List<FeatureMap> maps, double[] targets) {
        float[] wanted = new float[batch.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (float) targets[batch.get(i)];
        }
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            Output output = forward(batch.stream().map(maps::get).toList(), scope, random);
            NDArray loss = output.scores()
                    .sub(scope.create(wanted, new Shape(wanted.length, 1)))
                    .square()
                    .mean()
                    .mul(100);
            gradients.backward(loss.add(output.attentionPenalty().mul(PENALTY).div(wanted.length)));
        }
    }

    /** The predicted hit rates. */
    public double[] scores(List<FeatureMap> maps) {
        double[] scores = new double[maps.size()];
        for (int from = 0; from < scores.length; from += BATCH) {
            try (NDManager scope = manager.newSubManager()) {
                List<FeatureMap> batch = maps.subList(from, Math.min(scores.length, from + BATCH));
                float[] predicted =
                        forward(batch, scope, null).scores().stopGradient().toFloatArray();
                for (int i = 0; i < predicted.length; i++) {
                    scores[from + i] = predicted[i];
                }
            }
        }
        return scores;
    }

    private record Output(NDArray scores, NDArray attentionPenalty) {}

    /** Images differ in shape: smaller maps are padded with cells that the mask excludes from the attention. */
    private Output forward(List<FeatureMap> maps, NDManager scope, @Nullable Random chance) {
        int channels = maps.get(0).channels();
        int most =
                maps.stream().mapToInt(map -> map.rows() * map.columns()).max().orElseThrow();
        float[] padded = new float[maps.size() * most * channels];
        float[] real = new float[maps.size() * most];
        for (int i = 0; i < maps.size(); i++) {
            FeatureMap map = maps.get(i);
            int size = map.rows() * map.columns();
            Arrays.fill(real, i * most, i * most + size, 1);
            for (int c = 0; c < channels; c++) {
                for (int cell = 0; cell < size; cell++) {
                    padded[(i * most + cell) * channels + c] = map.values()[c * size + cell];
                }
            }
        }
        NDArray mask = scope.create(real, new Shape(maps.size(), most, 1));
        return forward(scope.create(padded, new Shape(maps.size(), most, channels)), mask, scope, chance);
    }

    private Output forward(NDArray cells, NDArray mask, NDManager scope, @Nullable Random chance) {
        long images = cells.getShape().get(0);
        NDArray average = cells.sum(new int[] {1}).div(mask.sum(new int[] {1}));
        NDArray featureMask = dropoutMask(images, cells.getShape().get(2), scope, chance);
        NDArray hiddenMask = dropoutMask(images, hyperparameters.hidden(), scope, chance);
        NDArray hidden = average.matMul(startHidden).tanh();
        NDArray cell = average.matMul(startCell).tanh();
        NDArray keys = cells.matMul(attendFeatures);
        NDArray excluded = mask.sub(1).mul(1e9f);
        NDArray score = mean.mul(STEPS).reshape(1, 1);
        NDArray attention = scope.zeros(mask.getShape());
        for (int t = 0; t < STEPS; t++) {
            NDArray query = hidden.matMul(attendHidden).reshape(images, 1, hyperparameters.hidden());
            NDArray weights =
                    keys.add(query).tanh().matMul(attend).add(excluded).softmax(1);
            attention = attention.add(weights);
            NDArray attended = cells.mul(weights).sum(new int[] {1}).mul(featureMask);
            NDArray sums =
                    attended.matMul(fromFeatures).add(hidden.matMul(fromHidden)).add(gates);
            NDArray in = Activation.sigmoid(gate(sums, 0));
            NDArray forget = Activation.sigmoid(gate(sums, 1));
            NDArray out = Activation.sigmoid(gate(sums, 2));
            cell = cell.mul(forget).add(in.mul(gate(sums, 3).tanh()));
            hidden = out.mul(cell.tanh());
            score = score.add(hidden.mul(hiddenMask).matMul(output));
        }
        return new Output(score, attention.sub(1).mul(mask).square().sum());
    }

    /** The dropout mask: 0 or 1 / (1 - dropout) during training, 1 without {@code chance}. */
    private NDArray dropoutMask(long rows, long columns, NDManager scope, @Nullable Random chance) {
        float[] kept = new float[(int) (rows * columns)];
        for (int i = 0; i < kept.length; i++) {
            boolean in = chance == null || chance.nextDouble() >= hyperparameters.dropout();
            kept[i] = in ? (float) (chance == null ? 1 : 1 / (1 - hyperparameters.dropout())) : 0;
        }
        return scope.create(kept, new Shape(rows, columns));
    }

    private NDArray gate(NDArray sums, int number) {
        return sums.get(":, " + number * hyperparameters.hidden() + ":" + (number + 1) * hyperparameters.hidden());
    }

    @Override
    public void close() {
        manager.close();
    }
}
