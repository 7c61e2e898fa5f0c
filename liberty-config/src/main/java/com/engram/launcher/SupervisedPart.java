package com.engram.launcher;

import com.engram.launcher.home.LauncherException;
import com.engram.launcher.parts.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part that is kept running: launched, waited for, and launched again whenever it dies, until it is stopped. */
final class SupervisedPart {
    private static final int TRIES = 3;

    /** Whoever was ready for so long did not die of its start: it comes back at once. */
    private static final Duration LONG_LIFE = Duration.ofSeconds(5);

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final Part part;
    private final Progress progress;
    private @Nullable Process process;
    private boolean stopping;

    SupervisedPart(Part part, Progress progress) {
        this.part = part;
        this.progress = progress;
    }

    /**
     * Returns when the part is ready, and watches it from then on.
     *
     * @throws LauncherException if it does not get ready
     */
    void start() throws LauncherException, IOException, InterruptedException {
        long began = System.nanoTime();
        for (int attempt = 1; !becomesReady(); attempt++) {
            if (attempt == TRIES) {
                throw new LauncherException(
                        part.name() + " does not start: " + lastWords() + " (log: " + part.log() + ")");
            }
            Thread.sleep(1000);
        }
        progress.took(part.name(), Duration.ofNanos(System.nanoTime() - began));
        Thread watch = new Thread(this::watch, "watch " + part.name());
        watch.setDaemon(true);
        watch.start();
    }

    /** False if it died on the way. */
    private boolean becomesReady() throws LauncherException, IOException, InterruptedException {
        Process launched = launch();
        long deadline = System.nanoTime() + part.patience().toNanos();
        while (launched != null && launched.isAlive()) {
            if (part.answers()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                launched.destroyForcibly();
                throw new LauncherException(part.name() + " runs but does not get ready; see "
                        + part.log().getParent() + ".");
            }
            Thread.sleep(50);
        }
        return false;
    }

    private String lastWords() throws IOException {
        try (Stream<String> lines = Files.lines(part.log())) {
            return lines.filter(line -> !line.isBlank()).reduce("no reason given", (before, last) -> last);
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
                boolean livedLong = System.nanoTime() - began > LONG_LIFE.toNanos();
                pause = livedLong ? FIRST_PAUSE_MILLIS : pause;
                Thread.sleep(pause);
                if (isStopping()) {
                    return;
                }
                progress.line(part.name() + " ended with " + exit + "; starting it again. Log: " + part.log());
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
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
                progress.took(part.name(), Duration.ofNanos(System.nanoTime() - began));
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

    /** Stops the part for good: asks, waits, and kills what does not listen. */
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
            if (!last.waitFor(part.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                last.destroyForcibly();
            }
        } catch (IOException | InterruptedException e) {
            last.destroyForcibly();
        }
    }
}
