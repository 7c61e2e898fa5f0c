package com.engram.inference.training.commands;

import com.engram.inference.commands.AdditionalCommand;
import com.engram.inference.djl.Devices;
import com.engram.inference.training.SageMakerTraining;
import com.engram.inference.training.TrainModel;
import com.engram.inference.training.TrainingSettings;
import com.engram.inference.training.network.FineTuningSettings;
import com.engram.inference.training.progress.ContainerProgress;
import com.engram.inference.training.progress.TerminalProgress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: trains a model on rated images, also by SageMaker's training contract. */
@Command(
        name = "train",
        description = {
            "Trains a model on rated images: fine-tunes the network, fits the head and cross-validates both.",
            "Without --data and --out, trains by the SageMaker training contract under /opt/ml."
        })
public final class TrainCommand implements AdditionalCommand {
    @Option(
            names = "--data",
            description = "CSV file with the columns image,hit_rate[,category[,subcategory]] and optionally answers and"
                    + " false_alarm_rate, or its folder")
    private @Nullable Path data;

    @Option(names = "--out", description = "folder to write: model, figures and learning curve")
    private @Nullable Path out;

    @Option(names = "--start", description = "initial weights (default: those of the bundled model)")
    private @Nullable Path start;

    @Option(
            names = "--percentiles",
            description =
                    "CSV file with the columns percentile,score of a large collection (default: those of the data)")
    private @Nullable Path percentiles;

    @Option(names = "--name", defaultValue = "engram", description = "name of the model (default: ${DEFAULT-VALUE})")
    private String name = "";

    @Option(names = "--width", defaultValue = "1.0", description = "width of the network, if --start is given")
    private double width;

    @Option(
            names = "--folds",
            defaultValue = "5",
            description = "number of folds of the cross-validation (default: ${DEFAULT-VALUE})")
    private int folds;

    /** The kinds of heads; the names are values of the option. */
    enum HeadKind {
        kernel,
        linear
    }

    @Option(names = "--head", defaultValue = "kernel", description = "kernel or linear (default: ${DEFAULT-VALUE})")
    private HeadKind head = HeadKind.kernel;

    @Option(
            names = "--compare-attention",
            description = "also evaluate AMNet's attention and LSTM head on the same folds, tuned on inner folds")
    private boolean attention;

    @Option(
            names = "--device",
            defaultValue = "${env:ENGRAM_WORKER_DEVICE:-cpu}",
            description = "cpu, cuda or cuda:N (default: ${DEFAULT-VALUE})")
    private String device = "";

    @Option(
            names = "--checkpoints",
            description = "folder for checkpoints; the same command resumes from them (default: in --out)")
    private @Nullable Path checkpoints;

    @Option(names = "--batch", defaultValue = "16", description = "images per step (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--pull",
            defaultValue = "1e-3",
            description = "strength of the decay of weights towards their initial values (default: ${DEFAULT-VALUE})")
    private double pull;

    @Option(
            names = "--epochs",
            defaultValue = "1",
            description = "passes over the images; 0 fits only the head (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(
            names = "--rate",
            defaultValue = "2e-6",
            description = "learning rate of the network (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--head-rate",
            defaultValue = "1e-5",
            description = "learning rate of the head (default: ${DEFAULT-VALUE})")
    private double headRate;

    @Option(
            names = "--ranking",
            defaultValue = "0",
            description = "weight of the pairwise ranking loss (default: ${DEFAULT-VALUE})")
    private double ranking;

    @Option(
            names = "--alpha",
            defaultValue = "4",
            description = "penalty of the ridge regression that the head starts from (default: ${DEFAULT-VALUE})")
    private double alpha;

    @Option(names = "--seed", defaultValue = "1", description = "random seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--draws",
            defaultValue = "0",
            description =
                    "also evaluate the heads on the initial network on that many further random divisions into folds")
    private int draws;

    @Override
    public Integer call() throws Exception {
        SageMakerTraining sageMaker =
                new SageMakerTraining(Path.of("/opt/ml"), device, new ContainerProgress(System.out));
        if (data == null || out == null) {
            if (!sageMaker.hasTrainingData()) {
                throw new IllegalArgumentException(
                        "--data and --out are required, because /opt/ml/input/data/training does not exist");
            }
            return sageMaker.run() ? 0 : 1;
        }
        try (TerminalProgress progress = new TerminalProgress()) {
            new TrainModel(data, out, start, percentiles, name, width, folds)
                    .execute(
                            new TrainingSettings(head == HeadKind.kernel, attention, fineTuning(out), draws), progress);
        }
        return 0;
    }

    private FineTuningSettings fineTuning(Path folder) {
        return new FineTuningSettings(
                Devices.named(device),
                checkpoints == null ? folder.resolve("checkpoints") : checkpoints,
                epochs,
                batch,
                rate,
                headRate,
                pull,
                ranking,
                FineTuningSettings.SIDE,
                alpha,
                seed);
    }
}
