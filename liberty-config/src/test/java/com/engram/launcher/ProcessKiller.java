package com.engram.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * Kills the processes of an installation with SIGKILL, after random pauses. Each round kills every process once, in random
 * order. A round starts only when all processes are ready, because a slow machine could otherwise never finish any work.
 */
final class ProcessKiller implements AutoCloseable {

    /** The names of the processes, each with a text that its command line contains. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("server", "ws-server.jar");
        PARTS.put("worker", "com.engram.inference.Main");
        PARTS.put("PostgreSQL", "bin/postgres");
        PARTS.put("S3Proxy", "com.engram.launcher.store.ObjectStore");
    }

    /** Longer than any recovery: {@link KilledPartsIT} fails first if a part does not come back. */
    private static final Duration RECOVERY_TIMEOUT = Duration.ofHours(1);

    private static final int SHORTEST_PAUSE_MILLIS = 3_000;
    private static final int MAX_PAUSE_MILLIS = 30_000;

    private final LauncherProcess engram;
    private final Random random;
    private final BooleanSupplier allReady;
    private final Map<String, Integer> kills = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::killRepeatedly, "killer");
    private volatile boolean stopping;
    private volatile long lastKill = System.nanoTime();

    ProcessKiller(LauncherProcess engram, BooleanSupplier allReady, long seed) {
        this.engram = engram;
        this.allReady = allReady;
        this.random = new Random(seed);
        PARTS.keySet().forEach(part -> kills.put(part, 0));
        thread.start();
    }

    private void killRepeatedly() {
        List<String> round = new ArrayList<>(PARTS.keySet());
        try {
            while (!stopping) {
                Collections.shuffle(round, random);
                for (String part : round) {
                    // The kills must hit the work at random moments, not after a condition.
                    Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(MAX_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS));
                    if (!stopping) {
                        kill(part);
                    }
                }
                Awaitility.await().atMost(RECOVERY_TIMEOUT).until(() -> stopping || allReady.getAsBoolean());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void kill(String part) {
        try {
            engram.kill(PARTS.get(part));
            lastKill = System.nanoTime();
            kills.merge(part, 1, Integer::sum);
            System.out.println("killer> " + part);
        } catch (NoSuchElementException e) {
            System.out.println("killer> the " + part + " is not running");
        }
    }

    synchronized Map<String, Integer> kills() {
        return new LinkedHashMap<>(kills);
    }

    /** The time of the last kill, as {@link System#nanoTime} returns it. */
    long lastKill() {
        return lastKill;
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
