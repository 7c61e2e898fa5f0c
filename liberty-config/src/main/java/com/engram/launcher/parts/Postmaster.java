package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** PostgreSQL's first process, and its ways to end. */
final class Postmaster {
    private Postmaster() {}

    /** SIGINT: roll back what is open, write a checkpoint, end. SIGTERM would wait for every client to leave. */
    static void stopFast(ProcessHandle postmaster) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
    }

    /** PostgreSQL reads no standard input, so a shell waits for the end of its own: it is that of the launcher. */
    static Process endWithLauncher(Process postgres) throws IOException {
        return ChildProcess.detached("sh", "-c", "read never; kill -INT " + postgres.pid());
    }

    /** Ends the server that a killed launcher may have left in this data folder. */
    static void stopLeftBehind(Path data) throws IOException, InterruptedException {
        Optional<ProcessHandle> left = find(data);
        if (left.isEmpty()) {
            return;
        }
        stopFast(left.get());
        try {
            left.get().onExit().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            left.get().destroyForcibly();
        }
    }

    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
        // The number may belong to something else by now.
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }
}
