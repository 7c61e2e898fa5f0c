package com.engram.inference.training.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.engram.inference.djl.TorchNetwork;
import com.engram.inference.image.Pixels;
import com.engram.inference.model.Preprocessing;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.model.network.Network;
import com.engram.inference.model.network.Weights;
import com.engram.inference.training.data.RandomCrop;
import com.engram.inference.training.data.TrainingExample;
import com.engram.inference.training.progress.ProgressListener;
import com.engram.inference.training.statistics.RidgeRegression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Fine-tunes a network end to end. The head starts from a ridge regression on the features of the initial network, every weight
 * decays towards its initial value, and the result is the mean of the weights over the second half of the epochs. Without this
 * regularisation, two million weights would overfit to a few hundred images.
 */
public final class FineTuning implements AutoCloseable {
    private final FineTuningSettings settings;
    private final Preprocessing preprocessing;
    private final TorchNetwork body;
    private final NDManager manager;
    private final NDArray headWeights;
    private final NDArray headBias;

    /** Prepares a run: loads the weights onto the device and fits the initial head to the examples. */
    public FineTuning(Network network, Weights start, List<TrainingExample> examples, FineTuningSettings settings) {
        this.settings = settings;
        this.preprocessing = Preprocessing.imageNet(settings.side());
        this.body = new TorchNetwork(network, start, settings.device());
        this.manager = body.manager().newSubManager();
        LinearHead head = RidgeRegression.fit(pooled(examples), targets(examples), settings.alpha());
        this.headWeights = manager.create(head.weights(), new Shape(head.weights().length, 1));
        this.headBias = manager.create(new float[] {(float) head.bias()});
    }

    /**
     * Trains the network and the head. Resumes from the checkpoint of that name, if there is one.
     *
     * @throws IOException if the checkpoint cannot be read or written
     */
    public void run(String name, List<TrainingExample> examples, ProgressListener progress) throws IOException {
        AdamOptimizer optimizer = new AdamOptimizer(manager);
        body.parameters().forEach((layer, p) -> optimizer.add(layer, p, settings.rate(), settings.pull()));
        optimizer.add("head.weights", headWeights, settings.headRate(), settings.pull());
        optimizer.add("head.bias", headBias, settings.headRate(), settings.pull());
        Checkpoint checkpoint = Checkpoint.of(settings, name, examples.size());
        List<Double> losses = new ArrayList<>(checkpoint.restore(optimizer));
        for (int done = 1; done <= losses.size(); done++) {
            progress.epoch(name, done, losses.get(done - 1));
        }
        for (int epoch = losses.size() + 1; epoch <= settings.epochs(); epoch++) {
            // Each epoch has its own seed, so that a resumed run gives the same result as an uninterrupted one.
            Random random = new Random(31 * settings.seed() + epoch);
            List<List<TrainingExample>> batches = Batches.shuffled(examples, settings.batch(), random);
            double loss = 0;
            for (int i = 0; i < batches.size(); i++) {
                loss += learn(batches.get(i), random) / batches.size();
                optimizer.step(pace((epoch - 1) * batches.size() + i, settings.epochs() * batches.size()));
                progress.step(name + ", epoch " + epoch, i + 1, batches.size());
            }
            if (2 * epoch > settings.epochs()) {
                optimizer.average();
            }
            losses.add(loss);
            checkpoint.save(optimizer, losses);
            progress.epoch(name, epoch, loss);
        }
        optimizer.finish();
    }

    /** The learning rate schedule: linear warm-up over the first tenth of the steps, then cosine decay to zero. */
    static double pace(int step, int of) {
        double warmUp = Math.max(1, of / 10.0);
        return Math.min(1, (step + 1) / warmUp) * 0.5 * (1 + Math.cos(Math.PI * step / Math.max(1, of)));
    }

    private double learn(List<TrainingExample> batch, Random random) {
        List<Pixels> images = new ArrayList<>();
        for (TrainingExample e : batch) {
            images.add(RandomCrop.of(e.rich(), e.plain().width(), e.plain().height(), random));
        }
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray scores = scores(Batches.input(images, preprocessing, scope));
            NDArray target =
                    scope.create(targets(batch)).toType(DataType.FLOAT32, false).reshape(-1, 1);
            NDArray loss = loss(scores, target);
            gradients.backward(loss);
            return loss.getFloat();
        }
    }

    private NDArray loss(NDArray scores, NDArray targets) {
        // The variance of the targets is about 0.01, so the factor brings the loss to about 1.
        NDArray squared = scores.sub(targets).square().mean().mul(100);
        if (settings.ranking() == 0 || scores.getShape().get(0) < 2) {
            return squared;
        }
        NDArray gap = targets.sub(targets.transpose());
        NDArray predicted = scores.sub(scores.transpose()).mul(20);
        // log(1 + exp(-d)) for each pair, weighted by the difference of the two hit rates.
        NDArray cost = predicted.mul(gap.sign()).neg().exp().add(1).log().mul(gap.abs());
        return squared.add(cost.sum().div(gap.abs().sum().add(1e-6f)).mul((float) settings.ranking()));
    }

    private NDArray scores(NDArray images) {
        return TorchNetwork.pooled(body.features(images)).matMul(headWeights).add(headBias);
    }

    /** The current pooled features of each example. */
    private float[][] pooled(List<TrainingExample> examples) {
        float[][] pooled = new float[examples.size()][];
        for (int i = 0; i < pooled.length; i++) {
            pooled[i] = pooled(examples.get(i).plain());
        }
        return pooled;
    }

    /** The current pooled features of one image. */
    private float[] pooled(Pixels pixels) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray input = Batches.input(List.of(pixels), preprocessing, scope);
            return TorchNetwork.pooled(body.features(input)).toFloatArray();
        }
    }

    /** A copy of the current head. */
    public LinearHead head() {
        return new LinearHead(headWeights.toFloatArray(), headBias.toFloatArray()[0]);
    }

    /** A copy of the current weights of the network without its head. */
    public Weights weights() {
        return body.weights();
    }

    static double[] targets(List<TrainingExample> examples) {
        return examples.stream().mapToDouble(e -> e.rating().hitRate()).toArray();
    }

    @Override
    public void close() {
        manager.close();
        body.close();
    }
}
