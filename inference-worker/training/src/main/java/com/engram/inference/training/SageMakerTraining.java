package com.engram.inference.training;

import com.engram.inference.djl.Devices;
import com.engram.inference.training.network.FineTuningSettings;
import com.engram.inference.training.progress.ProgressListener;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Trains a model by SageMaker's training contract. Below the root folder, {@code input/data/training} holds the data set, {@code
 * input/data/start} optionally the initial weights, and {@code input/config/hyperparameters.json} the settings as strings. The
 * model is written to {@code model}, checkpoints to {@code checkpoints}, and the reason of a failure to {@code output/failure}.
 */
public final class SageMakerTraining {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** SageMaker shows as many characters of the reason of a failure. */
    private static final int MAX_REASON = 1024;

    /** Its toolkits add hyperparameters of their own with this prefix. */
    private static final String TOOLKIT = "sagemaker_";

    private static final Set<String> HYPERPARAMETERS = Set.of(
            "name",
            "width",
            "folds",
            "head",
            "compare-attention",
            "device",
            "epochs",
            "batch",
            "rate",
            "head-rate",
            "pull",
            "ranking",
            "alpha",
            "seed",
            "draws");

    private final Path root;
    private final String device;
    private final ProgressListener progress;

    /**
     * A training run.
     *
     * @param root {@code /opt/ml} in a container of SageMaker
     * @param device the device, unless a hyperparameter names one
     */
    public SageMakerTraining(Path root, String device, ProgressListener progress) {
        this.root = root;
        this.device = device;
        this.progress = progress;
    }

    /** Whether the folder with the data set exists. */
    public boolean hasTrainingData() {
        return Files.isDirectory(root.resolve("input/data/training"));
    }

    /**
     * Trains.
     *
     * @return false if the training failed; the reason is in {@code output/failure}
     */
    public boolean run() throws IOException, InterruptedException {
        try {
            train(hyperparameters());
            return true;
        } catch (IOException | RuntimeException e) {
            fail(e);
            return false;
        } catch (OutOfMemoryError | LinkageError e) {
            // The size of the data set or of the instance, or a library that the instance lacks: the reason must be
            // known, too.
            fail(e);
            throw e;
        }
    }

    private void fail(Throwable cause) throws IOException {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof Error) {
            reason = cause.toString();
        }
        Path failure = root.resolve("output/failure");
        Files.createDirectories(failure.resolveSibling(""));
        Files.writeString(failure, reason.substring(0, Math.min(reason.length(), MAX_REASON)));
        progress.message("Training failed: " + reason);
    }

    private void train(Map<String, String> given) throws IOException, InterruptedException {
        for (String name : given.keySet()) {
            if (!HYPERPARAMETERS.contains(name) && !name.startsWith(TOOLKIT)) {
                throw new IllegalArgumentException(
                        "Unknown hyperparameter " + name + "; known are " + new TreeSet<>(HYPERPARAMETERS));
            }
        }
        Path start = root.resolve("input/data/start");
        TrainModel run = new TrainModel(
                root.resolve("input/data/training"),
                root.resolve("model"),
                Files.exists(start) ? start : null,
                null,
                given.getOrDefault("name", "engram"),
                Double.parseDouble(given.getOrDefault("width", "1.0")),
                Integer.parseInt(given.getOrDefault("folds", "5")));
        run.execute(
                new TrainingSettings(
                        given.getOrDefault("head", "kernel").equals("kernel"),
                        Boolean.parseBoolean(given.getOrDefault("compare-attention", "false")),
                        new FineTuningSettings(
                                Devices.named(given.getOrDefault("device", device)),
                                root.resolve("checkpoints"),
                                Integer.parseInt(given.getOrDefault("epochs", "1")),
                                Integer.parseInt(given.getOrDefault("batch", "16")),
                                Double.parseDouble(given.getOrDefault("rate", "2e-6")),
                                Double.parseDouble(given.getOrDefault("head-rate", "1e-5")),
                                Double.parseDouble(given.getOrDefault("pull", "1e-3")),
                                Double.parseDouble(given.getOrDefault("ranking", "0")),
                                FineTuningSettings.SIDE,
                                Double.parseDouble(given.getOrDefault("alpha", "4")),
                                Long.parseLong(given.getOrDefault("seed", "1"))),
                        Integer.parseInt(given.getOrDefault("draws", "0"))),
                progress);
    }

    private Map<String, String> hyperparameters() throws IOException {
        Path file = root.resolve("input/config/hyperparameters.json");
        return Files.exists(file) ? JSON.readValue(file.toFile(), new TypeReference<>() {}) : Map.of();
    }
}
