package com.engram.inference.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.model.LinearHead;
import com.engram.inference.model.Network;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.Weights;
import com.engram.inference.picture.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fine-tunes a network end to end. The head starts from a ridge regression on the untouched features, every weight is drawn
 * back to where it began, and what comes out is the mean of the weights over the later epochs: some hundred pictures are far
 * too few to let two million weights go where they please.
 */
final class FineTuning implements AutoCloseable {
    private final Settings settings;
    private final Preprocessing preprocessing;
    private final TorchNetwork body;
    private final NDManager manager;
    private final NDArray headWeights;
    private final NDArray headBias;

    FineTuning(Network network, Weights start, List<Example> examples, Settings settings, Device device) {
        this.settings = settings;
        this.preprocessing = Preprocessing.imageNet(settings.side());
        this.body = new TorchNetwork(network, start, device);
        this.manager = body.manager().newSubManager();
        LinearHead head = Ridge.fit(pooled(examples), targets(examples), settings.alpha());
        this.headWeights = manager.create(head.weights(), new Shape(head.weights().length, 1));
        this.headBias = manager.create(new float[] {(float) head.bias()});
    }

    /** Trains; an unfinished training of that name goes on where it was left. */
    void run(String name, List<Example> examples, Progress progress) throws IOException {
        Adam adam = new Adam(manager);
        body.parameters().forEach((layer, p) -> adam.learn(layer, p, settings.rate(), settings.pull()));
        adam.learn("head.weights", headWeights, settings.headRate(), settings.pull());
        adam.learn("head.bias", headBias, settings.headRate(), settings.pull());
        Checkpoint checkpoint = Checkpoint.of(settings, name, examples.size());
        List<Double> losses = new ArrayList<>(checkpoint.restore(adam));
        for (int done = 1; done <= losses.size(); done++) {
            progress.epoch(name, done, losses.get(done - 1));
        }
        for (int epoch = losses.size() + 1; epoch <= settings.epochs(); epoch++) {
            // Each epoch has its own chance, so that one that is taken up again goes as it would have gone.
            Random random = new Random(31 * settings.seed() + epoch);
            List<List<Example>> batches = Batches.shuffled(examples, settings.batch(), random);
            double loss = 0;
            for (int i = 0; i < batches.size(); i++) {
                loss += learn(batches.get(i), random) / batches.size();
                adam.step(pace((epoch - 1) * batches.size() + i, settings.epochs() * batches.size()));
                progress.step(name + ", epoch " + epoch, i + 1, batches.size());
            }
            if (2 * epoch > settings.epochs()) {
                adam.average();
            }
            losses.add(loss);
            checkpoint.save(adam, losses);
            progress.epoch(name, epoch, loss);
        }
        adam.settle();
    }

    /** Up over the first tenth, then down to nothing along a cosine. */
    static double pace(int step, int of) {
        double warmUp = Math.max(1, of / 10.0);
        return Math.min(1, (step + 1) / warmUp) * 0.5 * (1 + Math.cos(Math.PI * step / Math.max(1, of)));
    }

    private double learn(List<Example> batch, Random random) {
        List<Pixels> pictures = new ArrayList<>();
        for (Example e : batch) {
            pictures.add(Variation.of(e.rich(), e.plain().width(), e.plain().height(), random));
        }
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray scores = scores(Batches.input(pictures, preprocessing, scope));
            NDArray target =
                    scope.create(targets(batch)).toType(DataType.FLOAT32, false).reshape(-1, 1);
            NDArray loss = loss(scores, target);
            gradients.backward(loss);
            return loss.getFloat();
        }
    }

    private NDArray loss(NDArray scores, NDArray targets) {
        // In units of the targets' variance, about a hundredth, so that rates mean the same for other ratings.
        NDArray squared = scores.sub(targets).square().mean().mul(100);
        if (settings.ranking() == 0 || scores.getShape().get(0) < 2) {
            return squared;
        }
        NDArray gap = targets.sub(targets.transpose());
        NDArray predicted = scores.sub(scores.transpose()).mul(20);
        // log(1 + exp(-d)) for each pair, weighted by how far apart people put the two.
        NDArray cost = predicted.mul(gap.sign()).neg().exp().add(1).log().mul(gap.abs());
        return squared.add(cost.sum().div(gap.abs().sum().add(1e-6f)).mul((float) settings.ranking()));
    }

    private NDArray scores(NDArray pictures) {
        return TorchNetwork.pooled(body.features(pictures)).matMul(headWeights).add(headBias);
    }

    /** The pooled features of each example as the body is now. */
    float[][] pooled(List<Example> examples) {
        float[][] pooled = new float[examples.size()][];
        for (int i = 0; i < pooled.length; i++) {
            pooled[i] = pooled(examples.get(i).plain());
        }
        return pooled;
    }

    /** The pooled features of one picture as the body is now. */
    float[] pooled(Pixels pixels) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = Batches.input(List.of(pixels), preprocessing, scope);
            return TorchNetwork.pooled(body.features(input)).toFloatArray();
        }
    }

    /** The head as it is now. */
    LinearHead head() {
        return new LinearHead(headWeights.toFloatArray(), headBias.toFloatArray()[0]);
    }

    /** A copy of the body's weights as they are now. */
    Weights weights() {
        return body.weights();
    }

    static double[] targets(List<Example> examples) {
        return examples.stream().mapToDouble(e -> e.rating().hitRate()).toArray();
    }

    @Override
    public void close() {
        manager.close();
        body.close();
    }
}
