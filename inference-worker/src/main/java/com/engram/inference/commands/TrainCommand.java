package com.engram.inference.commands;

import com.engram.inference.djl.Devices;
import com.engram.inference.training.SageMakerTraining;
import com.engram.inference.training.Settings;
import com.engram.inference.training.TrainingRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: fine-tunes the network on a rated set. */
@Command(name = "train", description = "Fine-tunes the network on rated pictures and writes a model.")
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", description = "CSV of image,hit_rate[,category[,subcategory]], or its folder")
    private @Nullable Path data;

    @Option(names = "--out", description = "folder for the model, the figures and the learning curve")
    private @Nullable Path out;

    @Option(names = "--start", description = "weights to start from; by default the bundled model's")
    private @Nullable Path start;

    @Option(
            names = "--percentiles",
            description = "CSV of percentile,score for a large collection; by default the data's own")
    private @Nullable Path percentiles;

    @Option(names = "--name", defaultValue = "engram", description = "the model's name")
    private String name = "";

    @Option(names = "--width", defaultValue = "1.0", description = "the network's width, if --start is given")
    private double width;

    @Option(names = "--folds", defaultValue = "5", description = "folds of the cross-validation")
    private int folds;

    /** What may read the network's features. */
    enum HeadKind {
        kernel,
        linear
    }

    @Option(names = "--head", defaultValue = "kernel", description = "kernel or linear (default: ${DEFAULT-VALUE})")
    private HeadKind head = HeadKind.kernel;

    @Option(
            names = "--compare-attention",
            description = "also judge AMNet's attention and LSTM head on the same folds, tuned on inner ones")
    private boolean attention;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
    private String device = "";

    @Option(
            names = "--checkpoints",
            description =
                    "folder that keeps unfinished fine-tuning; the same command again goes on (default: in --out)")
    private @Nullable Path checkpoints;

    @Option(names = "--batch", defaultValue = "16", description = "pictures per step")
    private int batch;

    @Option(names = "--pull", defaultValue = "1e-3", description = "how strongly weights are drawn back to their start")
    private double pull;

    @Option(
            names = "--epochs",
            defaultValue = "1",
            description = "passes over the pictures; 0 fits the head only (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(names = "--rate", defaultValue = "2e-6", description = "Adam's step for the body")
    private double rate;

    @Option(names = "--head-rate", defaultValue = "1e-5", description = "Adam's step for the head")
    private double headRate;

    @Option(names = "--ranking", defaultValue = "0", description = "weight of the pairwise ranking loss")
    private double ranking;

    @Option(
            names = "--alpha",
            defaultValue = "4",
            description = "penalty of the ridge regression that the head starts from")
    private double alpha;

    @Option(names = "--seed", defaultValue = "1")
    private long seed;

    @Option(
            names = "--draws",
            defaultValue = "0",
            description = "also judge the heads on the frozen network on so many further draws of folds")
    private int draws;

    @Override
    public Integer call() throws Exception {
        SageMakerTraining hosted = new SageMakerTraining(Path.of("/opt/ml"), System.err::println);
        if (data == null || out == null) {
            if (!hosted.isLaidOut()) {
                throw new IllegalArgumentException("Say --data and --out; there is no SageMaker tree under /opt/ml");
            }
            return hosted.run() ? 0 : 1;
        }
        try (ProgressOnTerminal progress = new ProgressOnTerminal()) {
            new TrainingRun(data, out, start, percentiles, name, width, folds)
                    .execute(
                            new Settings(
                                    head == HeadKind.kernel,
                                    attention,
                                    Devices.named(device),
                                    checkpoints == null ? out.resolve("checkpoints") : checkpoints,
                                    epochs,
                                    batch,
                                    rate,
                                    headRate,
                                    pull,
                                    ranking,
                                    Settings.SIDE,
                                    alpha,
                                    seed,
                                    draws),
                            progress);
        }
        return 0;
    }
}
