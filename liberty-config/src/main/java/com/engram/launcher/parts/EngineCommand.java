package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command of the engine's command line, such as {@code score}, in a JVM with the engine's own options. */
public final class EngineCommand {
    private final Distribution distribution;
    private final List<String> arguments;

    private EngineCommand(Distribution distribution, List<String> arguments) {
        this.distribution = distribution;
        this.arguments = arguments;
    }

    /** @param arguments the command and its own arguments */
    public static EngineCommand of(Distribution distribution, List<String> arguments) {
        return new EngineCommand(distribution, List.copyOf(arguments));
    }

    /**
     * The process, which is not started yet.
     *
     * @param folder in which it runs
     * @param environment added to that of this process, from which the server's settings are removed
     */
    public ProcessBuilder process(Path folder, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                distribution.exitWithParentOption(),
                "@" + distribution.engine().resolve("jvm.options"),
                "-Xlog:disable",
                "-XX:SharedArchiveFile=" + distribution.engine().resolve("engram.jsa"),
                "-cp",
                distribution.engine() + "/*",
                "com.engram.inference.Main"));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().keySet().removeIf(ChildProcess::isConfiguration);
        process.environment().putAll(environment);
        process.environment()
                .putIfAbsent(
                        InferenceWorker.TUNABLES,
                        Files.readString(distribution.engine().resolve("glibc.tunables"))
                                .strip());
        return process;
    }
}
