package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops PostgreSQL through its main process. */
final class Postmaster {
    private Postmaster() {}

    /** Requests a fast shutdown (SIGINT): open transactions are rolled back. SIGTERM would wait until all clients disconnect. */
    static void stopFast(ProcessHandle postmaster) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start();
    }

    /**
     * Starts a shell that stops PostgreSQL when the launcher exits. The shell waits for the end of its standard input, which the
     * launcher holds open; PostgreSQL itself does not read its standard input.
     */
    static Process stopWithLauncher(Process postgres) throws IOException {
        return ChildProcess.detached("sh", "-c", "read never; kill -INT " + postgres.pid());
    }

    /** Stops a server that still uses a data folder after its launcher was killed. */
    static void stopOrphan(Path data) throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = find(data);
        if (orphan.isEmpty()) {
            return;
        }
        stopFast(orphan.get());
        try {
            orphan.get().onExit().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            orphan.get().destroyForcibly();
        }
    }

    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
        // Another process may have this id now.
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }
}
