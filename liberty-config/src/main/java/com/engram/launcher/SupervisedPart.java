package com.engram.launcher;

import com.engram.launcher.home.LauncherException;
import com.engram.launcher.parts.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps a part running: launches it, waits until it is ready, and launches it again when it dies, until it is stopped. */
final class SupervisedPart {
    private static final int MAX_ATTEMPTS = 3;

    /** A part that ran longer than this did not fail at its start, so it is restarted without a longer pause. */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long MAX_PAUSE_MILLIS = 30_000;

    private final Part part;
    private final Progress progress;
    private @Nullable Process process;
    private boolean stopping;

    SupervisedPart(Part part, Progress progress) {
        this.part = part;
        this.progress = progress;
    }

    /**
     * Launches the part, returns when it is ready, and watches it from then on.
     *
     * @throws LauncherException if the part does not become ready
     */
    void start() throws LauncherException, IOException, InterruptedException {
        long began = System.nanoTime();
        for (int attempt = 1; !becomesReady(); attempt++) {
            if (attempt == MAX_ATTEMPTS) {
                throw new LauncherException(
                        part.name() + " does not start: " + lastLogLine() + " (log: " + part.log() + ")");
            }
            Thread.sleep(1000);
        }
        progress.duration(part.name(), Duration.ofNanos(System.nanoTime() - began));
        Thread watch = new Thread(this::watch, "watch " + part.name());
        watch.setDaemon(true);
        watch.start();
    }

    /** Launches the part and waits until it is ready; false if its process ended before that. */
    private boolean becomesReady() throws LauncherException, IOException, InterruptedException {
        Process launched = launch();
        long deadline = System.nanoTime() + part.readyTimeout().toNanos();
        while (launched != null && launched.isAlive()) {
            if (part.isReady()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                launched.destroyForcibly();
                throw new LauncherException(part.name() + " runs but does not become ready; see "
                        + part.log().getParent() + ".");
            }
            Thread.sleep(50);
        }
        return false;
    }

    private String lastLogLine() throws IOException {
        try (Stream<String> lines = Files.lines(part.log())) {
            return lines.filter(line -> !line.isBlank()).reduce("the log is empty", (before, last) -> last);
        }
    }

    private synchronized @Nullable Process launch() throws LauncherException, IOException, InterruptedException {
        if (!stopping) {
            process = part.launch();
        }
        return process;
    }

    private void watch() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (true) {
                long began = System.nanoTime();
                int exit = current().waitFor();
                boolean wasStable = System.nanoTime() - began > STABLE_AFTER.toNanos();
                pause = wasStable ? FIRST_PAUSE_MILLIS : pause;
                Thread.sleep(pause);
                if (isStopping()) {
                    return;
                }
                progress.line(part.name() + " ended with " + exit + "; starting it again. Log: " + part.log());
                pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        long began = System.nanoTime();
        try {
            if (becomesReady()) {
                progress.duration(part.name(), Duration.ofNanos(System.nanoTime() - began));
            }
        } catch (IOException | LauncherException e) {
            progress.line(part.name() + ": " + e.getMessage());
        }
    }

    private synchronized Process current() {
        if (process == null) {
            throw new IllegalStateException(part.name() + " was never launched");
        }
        return process;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** Stops the part for good: asks it to stop, waits for its grace period, and then kills it. */
    void stop() {
        Process last;
        synchronized (this) {
            stopping = true;
            last = process;
        }
        if (last == null || !last.isAlive()) {
            return;
        }
        try {
            part.askToStop(last);
            if (!last.waitFor(part.stopTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            last.destroyForcibly();
        }
    }
}
