package com.engram.training;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The process that trains: the engine's command {@code train} on this machine, at a low priority and with bounded memory, which
 * {@code engram.training.command} states. One process at a time. It gets none of the server's environment, so it has no credentials.
 */
@ApplicationScoped
class TrainingProcess {

    /** What a process needs of the environment. OpenMP's threads would wait busily and take the processor from the worker. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "PASSIVE", "GOMP_SPINCOUNT", "0");

    private static final List<String> INHERITED = List.of("PATH", "LANG", "GLIBC_TUNABLES", "TMPDIR");
    private static final int MAX_REASON = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Optional<List<String>> command;
    private final Optional<String> folder;
    private final Optional<String> models;
    private final Duration limit;
    private final Semaphore permit = new Semaphore(1);

    @Inject
    TrainingProcess(
            @ConfigProperty(name = "engram.training.command") Optional<List<String>> command,
            @ConfigProperty(name = "engram.training.folder") Optional<String> folder,
            @ConfigProperty(name = "engram.training.models") Optional<String> models,
            @ConfigProperty(name = "engram.training.minutes", defaultValue = "120") int minutes) {
        this.command = command;
        this.folder = folder;
        this.models = models;
        this.limit = Duration.ofMinutes(minutes);
    }

    /** How a process ended. */
    enum End {
        TRAINED,
        FAILED,
        TOO_SLOW
    }

    /**
     * The end of a process.
     *
     * @param detail the end of what it wrote, if it failed
     */
    record Result(End end, String detail) {}

    boolean isConfigured() {
        return command.isPresent() && folder.isPresent() && models.isPresent();
    }

    /** Where trainings keep their files while they run. */
    Path folder() {
        return Path.of(folder.orElseThrow());
    }

    /** The folder of models that the worker reads. */
    Path models() {
        return Path.of(models.orElseThrow());
    }

    /** Reserves the machine for one process; false if it is taken. */
    boolean tryReserve() {
        return permit.tryAcquire();
    }

    void release() {
        permit.release();
    }

    /**
     * Trains on {@code ratings.csv} of a folder and writes the model to its folder {@code model}.
     *
     * @param options of the engine's command, by their names without dashes
     */
    Result run(Path work, Map<String, String> options) throws IOException, InterruptedException {
        List<String> call = new ArrayList<>(command.orElseThrow());
        call.addAll(List.of(
                "--data",
                work.resolve("ratings.csv").toString(),
                "--out",
                work.resolve("model").toString()));
        options.forEach((name, value) -> call.addAll(List.of("--" + name, value)));
        Path log = work.resolve("train.log");
        ProcessBuilder builder = new ProcessBuilder(call)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(ENVIRONMENT);
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                return new Result(End.TOO_SLOW, "No end after " + limit.toMinutes() + " minutes");
            }
            return process.exitValue() == 0
                    ? new Result(End.TRAINED, "")
                    : new Result(End.FAILED, "Exit " + process.exitValue() + ": " + end(log));
        } finally {
            stop(process);
        }
    }

    /** Also when the server stops: a process without a reader of its result would only use the machine. */
    private static void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static String end(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        return text.substring(Math.max(0, text.length() - MAX_REASON));
    }
}
