package com.engram.inference.commands;

import com.engram.inference.training.SageMakerTraining;
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

    @Option(names = "--epochs", defaultValue = "1")
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

    @Override
    public Integer call() throws Exception {
        SageMakerTraining hosted = new SageMakerTraining(Path.of("/opt/ml"), System.err::println);
        if (data == null || out == null) {
            if (!hosted.isLaidOut()) {
                throw new IllegalArgumentException("Say --data and --out; there is no SageMaker tree under /opt/ml");
            }
            return hosted.run() ? 0 : 1;
        }
        TrainingRun run = new TrainingRun(data, out, start, percentiles, name, width, folds);
        run.execute(epochs, rate, headRate, ranking, alpha, seed, System.err::println);
        return 0;
    }
}
