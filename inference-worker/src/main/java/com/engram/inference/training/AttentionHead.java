package com.engram.inference.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import com.engram.inference.model.FeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * AMNet's head (arXiv 1804.03115, section 3): soft attention over the cells of the last feature map, an LSTM that looks three
 * times, and the sum of what it says each time; squared error, and a penalty on cells that are looked at too much or too little.
 * Kept for comparison: on some hundred pictures it does worse than heads with less to learn, and its score does not decompose.
 */
final class AttentionHead implements AutoCloseable {
    /**
     * How one is made.
     *
     * @param hidden units of attention and LSTM
     * @param rate Adam's step
     * @param dropout share of what is seen and of what is remembered that is left out at random while learning
     */
    record Recipe(int hidden, double rate, double dropout) {}

    /** What {@link AttentionSearch} chooses from; the paper's has 1024 units, for a hundred times as many pictures. */
    static final List<Recipe> RECIPES = List.of(
            new Recipe(32, 1e-3, 0),
            new Recipe(32, 1e-3, 0.5),
            new Recipe(128, 3e-4, 0),
            new Recipe(128, 3e-4, 0.5),
            new Recipe(128, 1e-3, 0.5),
            new Recipe(256, 1e-4, 0.5));

    private static final int LOOKS = 3;
    private static final int BATCH = 24;
    private static final double PULL = 1e-4;

    /** In units of a hundredth of squared error: the paper's 1e-4. */
    private static final float PENALTY = 1e-2f;

    private final NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    private final Recipe recipe;
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

    AttentionHead(Recipe recipe, int features, double average, long seed) {
        this.recipe = recipe;
        random = new Random(seed);
        adam = new Adam(manager);
        int hidden = recipe.hidden();
        attendFeatures = learnt("attend.features", features, hidden);
        attendHidden = learnt("attend.hidden", hidden, hidden);
        attend = learnt("attend", hidden, 1);
        startHidden = learnt("start.hidden", features, hidden);
        startCell = learnt("start.cell", features, hidden);
        fromFeatures = learnt("gates.features", features, 4 * hidden);
        fromHidden = learnt("gates.hidden", hidden, 4 * hidden);
        gates = learnt("gates", 1, 4 * hidden);
        say = learnt("say", hidden, 1);
        mean = manager.create(new float[] {(float) average / LOOKS});
        adam.learn("mean", mean, recipe.rate(), 0);
    }

    private NDArray learnt(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() / Math.sqrt(rows + columns));
        }
        NDArray array = manager.create(values, new Shape(rows, columns));
        adam.learn(name, array, recipe.rate(), PULL);
        return array;
    }

    /**
     * Learns the hit rates of pictures by their last feature maps.
     *
     * @param goOn asked after each epoch, with its number, whether there shall be another
     */
    void fit(List<FeatureMap> maps, double[] targets, BiPredicate<AttentionHead, Integer> goOn) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            order.add(i);
        }
        int epoch = 0;
        do {
            Collections.shuffle(order, random);
            for (int from = 0; from < order.size(); from += BATCH) {
                learn(order.subList(from, Math.min(order.size(), from + BATCH)), maps, targets);
                adam.step(1);
            }
            epoch++;
        } while (goOn.test(this, epoch));
    }

    private void learn(List<Integer> batch, List<FeatureMap> maps, double[] targets) {
        float[] wanted = new float[batch.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (float) targets[batch.get(i)];
        }
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            Looked looked = look(batch.stream().map(maps::get).toList(), scope, random);
            NDArray loss = looked.scores()
                    .sub(scope.create(wanted, new Shape(wanted.length, 1)))
                    .square()
                    .mean()
                    .mul(100);
            gradients.backward(loss.add(looked.uneven().mul(PENALTY).div(wanted.length)));
        }
    }

    /** The predicted hit rates. */
    double[] scores(List<FeatureMap> maps) {
        double[] scores = new double[maps.size()];
        for (int from = 0; from < scores.length; from += BATCH) {
            try (NDManager scope = manager.newSubManager()) {
                List<FeatureMap> batch = maps.subList(from, Math.min(scores.length, from + BATCH));
                float[] said = look(batch, scope, null).scores().stopGradient().toFloatArray();
                for (int i = 0; i < said.length; i++) {
                    scores[from + i] = said[i];
                }
            }
        }
        return scores;
    }

    private record Looked(NDArray scores, NDArray uneven) {}

    /** Pictures have shapes of their own: the smaller ones are filled up with cells that nobody looks at. */
    private Looked look(List<FeatureMap> maps, NDManager scope, @Nullable Random chance) {
        int channels = maps.get(0).channels();
        int most =
                maps.stream().mapToInt(map -> map.rows() * map.columns()).max().orElseThrow();
        float[] filled = new float[maps.size() * most * channels];
        float[] real = new float[maps.size() * most];
        for (int i = 0; i < maps.size(); i++) {
            FeatureMap map = maps.get(i);
            int size = map.rows() * map.columns();
            Arrays.fill(real, i * most, i * most + size, 1);
            for (int c = 0; c < channels; c++) {
                for (int cell = 0; cell < size; cell++) {
                    filled[(i * most + cell) * channels + c] = map.values()[c * size + cell];
                }
            }
        }
        NDArray mask = scope.create(real, new Shape(maps.size(), most, 1));
        return look(scope.create(filled, new Shape(maps.size(), most, channels)), mask, scope, chance);
    }

    private Looked look(NDArray cells, NDArray mask, NDManager scope, @Nullable Random chance) {
        long pictures = cells.getShape().get(0);
        NDArray average = cells.sum(new int[] {1}).div(mask.sum(new int[] {1}));
        NDArray keptFeatures = kept(pictures, cells.getShape().get(2), scope, chance);
        NDArray keptHidden = kept(pictures, recipe.hidden(), scope, chance);
        NDArray hidden = average.matMul(startHidden).tanh();
        NDArray cell = average.matMul(startCell).tanh();
        NDArray known = cells.matMul(attendFeatures);
        NDArray never = mask.sub(1).mul(1e9f);
        NDArray score = mean.mul(LOOKS).reshape(1, 1);
        NDArray attention = scope.zeros(mask.getShape());
        for (int t = 0; t < LOOKS; t++) {
            NDArray asked = hidden.matMul(attendHidden).reshape(pictures, 1, recipe.hidden());
            NDArray weights = known.add(asked).tanh().matMul(attend).add(never).softmax(1);
            attention = attention.add(weights);
            NDArray seen = cells.mul(weights).sum(new int[] {1}).mul(keptFeatures);
            NDArray sums =
                    seen.matMul(fromFeatures).add(hidden.matMul(fromHidden)).add(gates);
            NDArray in = Activation.sigmoid(gate(sums, 0));
            NDArray forget = Activation.sigmoid(gate(sums, 1));
            NDArray out = Activation.sigmoid(gate(sums, 2));
            cell = cell.mul(forget).add(in.mul(gate(sums, 3).tanh()));
            hidden = out.mul(cell.tanh());
            score = score.add(hidden.mul(keptHidden).matMul(say));
        }
        return new Looked(score, attention.sub(1).mul(mask).square().sum());
    }

    /** What is left in is made larger, so that the sum is as it would be; without chance all is. */
    private NDArray kept(long rows, long columns, NDManager scope, @Nullable Random chance) {
        float[] kept = new float[(int) (rows * columns)];
        for (int i = 0; i < kept.length; i++) {
            boolean in = chance == null || chance.nextDouble() >= recipe.dropout();
            kept[i] = in ? (float) (chance == null ? 1 : 1 / (1 - recipe.dropout())) : 0;
        }
        return scope.create(kept, new Shape(rows, columns));
    }

    private NDArray gate(NDArray sums, int number) {
        return sums.get(":, " + number * recipe.hidden() + ":" + (number + 1) * recipe.hidden());
    }

    @Override
    public void close() {
        manager.close();
    }
}
