package com.engram.inference.training;

import com.engram.inference.djl.Devices;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains as SageMaker lays it out under {@code /opt/ml}: the channel {@code training} holds the data set,
 * {@code hyperparameters.json} the settings (all values are text), the model goes to {@code model}; a failure's reason goes to
 * {@code output/failure}.
 */
public final class SageMakerTraining {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Progress progress;

    public SageMakerTraining(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Whether SageMaker's tree is there. */
    public boolean isLaidOut() {
        return Files.isDirectory(root.resolve("input/data/training"));
    }

    /** Trains; false if it failed, with the reason written down. */
    public boolean run() throws IOException, InterruptedException {
        try {
            train(hyperparameters());
            return true;
        } catch (IOException
                | RuntimeException e) { // SageMaker shows the file's first kilobyte to whoever started this.
            Path failure = root.resolve("output/failure");
            Files.createDirectories(failure.resolveSibling(""));
            Files.writeString(failure, String.valueOf(e.getMessage() == null ? e : e.getMessage()));
            return false;
        }
    }

    private void train(Map<String, String> given) throws IOException, InterruptedException {
        Path start = root.resolve("input/data/start");
        TrainingRun run = new TrainingRun(
                root.resolve("input/data/training"),
                root.resolve("model"),
                Files.exists(start) ? start : null,
                null,
                given.getOrDefault("name", "engram"),
                Double.parseDouble(given.getOrDefault("width", "1.0")),
                Integer.parseInt(given.getOrDefault("folds", "5")));
        run.execute(
                new Settings(
                        given.getOrDefault("head", "kernel").equals("kernel"),
                        Boolean.parseBoolean(given.getOrDefault("compare-attention", "false")),
                        Devices.named(given.getOrDefault("device", "cpu")),
                        root.resolve("checkpoints"),
                        Integer.parseInt(given.getOrDefault("epochs", "1")),
                        Integer.parseInt(given.getOrDefault("batch", "16")),
                        Double.parseDouble(given.getOrDefault("rate", "2e-6")),
                        Double.parseDouble(given.getOrDefault("head-rate", "1e-5")),
                        Double.parseDouble(given.getOrDefault("pull", "1e-3")),
                        Double.parseDouble(given.getOrDefault("ranking", "0")),
                        Settings.SIDE,
                        Double.parseDouble(given.getOrDefault("alpha", "4")),
                        Long.parseLong(given.getOrDefault("seed", "1")),
                        Integer.parseInt(given.getOrDefault("draws", "0"))),
                progress);
    }

    private Map<String, String> hyperparameters() throws IOException {
        Path file = root.resolve("input/config/hyperparameters.json");
        return Files.exists(file) ? JSON.readValue(file.toFile(), new TypeReference<>() {}) : Map.of();
    }
}
