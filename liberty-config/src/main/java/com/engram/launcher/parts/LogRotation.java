package com.engram.launcher.parts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the logs of child processes small: at each start of a process, and by size while it runs. A running process keeps
 * its file open, so the file is copied and then emptied; the process appends to it. Lines that are written between the two
 * are lost.
 */
final class LogRotation {

    private static final Logger LOG = Logger.getLogger(LogRotation.class.getName());
    private static final int LOGS_KEPT = 5;
    private static final long MAX_BYTES = 20L << 20;
    private static final int CHECK_SECONDS = 10;

    private static final Set<Path> WATCHED = ConcurrentHashMap.newKeySet();
    private static final ScheduledExecutorService CHECKS = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "log-rotation");
        thread.setDaemon(true);
        return thread;
    });

    static {
        CHECKS.scheduleWithFixedDelay(
                () -> WATCHED.forEach(LogRotation::check), CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private LogRotation() {}

    /** Starts a new log, keeps the ones before it, and watches its size from now on. */
    static void begin(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        if (Files.exists(log)) {
            makeRoom(log);
            Files.move(log, aged(log, 1), StandardCopyOption.REPLACE_EXISTING);
        }
        WATCHED.add(log);
    }

    /** Rotates a log that a process is writing, if it is larger than that. */
    static void rotateIfLarger(Path log, long maxBytes) throws IOException {
        if (!Files.exists(log) || Files.size(log) <= maxBytes) {
            return;
        }
        makeRoom(log);
        Files.copy(log, aged(log, 1), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
    }

    private static void check(Path log) {
        try {
            rotateIfLarger(log, MAX_BYTES);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The log " + log + " could not be rotated", e);
        }
    }

    private static void makeRoom(Path log) throws IOException {
        for (int age = LOGS_KEPT - 1; age > 0; age--) {
            if (Files.exists(aged(log, age))) {
                Files.move(aged(log, age), aged(log, age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path aged(Path log, int age) {
        return log.resolveSibling(log.getFileName() + "." + age);
    }
}
