package com.engram.launcher.parts;

import com.engram.launcher.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings with which the server trains models of customers on this machine; see the server's {@code engram.training.*}. */
public final class LocalTraining {
    /** Enough for the features of the largest data set, 5,000 images. */
    private static final String HEAP = "-Xmx3g";

    /** Nothing waits for a training, and everything else on the machine is waited for. */
    private static final List<String> LOW_PRIORITY = List.of("nice", "-n", "15");

    private LocalTraining() {}

    /**
     * The settings; empty if the training is not built, or if the worker serves one model of the operator only.
     *
     * @param training the folder with the jars of the training
     * @param models the folder of models that the worker reads
     */
    public static Optional<Map<String, String>> settings(
            Home home, Distribution distribution, Path training, Path models) {
        // The worker serves such a folder as one model, and would not see others in it.
        boolean isOneModel = Files.exists(models.resolve("model.json"));
        if (isOneModel || !Files.isDirectory(training)) {
            return Optional.empty();
        }
        return Optional.of(Map.of(
                "ENGRAM_TRAINING_COMMAND", list(command(distribution, training)),
                "ENGRAM_TRAINING_FOLDER", home.at("training").toString(),
                "ENGRAM_TRAINING_MODELS", models.toString()));
    }

    private static List<String> command(Distribution distribution, Path training) {
        List<String> command = new ArrayList<>();
        if (ChildProcess.succeeds("nice", "true")) {
            command.addAll(LOW_PRIORITY);
        }
        command.addAll(List.of(
                ChildProcess.java(),
                distribution.exitWithParentOption(),
                "@" + distribution.engine().resolve("jvm.options"),
                HEAP,
                "-XX:ActiveProcessorCount=1",
                "-Xlog:disable",
                "-cp",
                distribution.engine() + "/*:" + training + "/*",
                "com.engram.inference.Main",
                "train"));
        return command;
    }

    /** As MicroProfile Config reads a list. */
    private static String list(List<String> values) {
        return values.stream()
                .map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }
}
