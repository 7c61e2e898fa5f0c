package com.engram.launcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Kills parts of an installation at random moments, with SIGKILL, in turns that are shuffled anew each time round. A turn
 * begins when all parts answer, for else a slow machine would never get anything done; within it nothing is waited for.
 */
final class ProcessKiller implements AutoCloseable {

    /** By what the table calls them, and what their command lines hold. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("server", "ws-server.jar");
        PARTS.put("worker", "com.engram.inference.Main");
        PARTS.put("PostgreSQL", "bin/postgres");
        PARTS.put("S3Proxy", "org.gaul.s3proxy.Main");
    }

    private static final int SHORTEST_PAUSE_MILLIS = 3_000;
    private static final int LONGEST_PAUSE_MILLIS = 30_000;

    private final LauncherProcess engram;
    private final Random random;
    private final BooleanSupplier allAnswer;
    private final Map<String, Integer> kills = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::killOnAndOn, "killer");
    private volatile boolean stopping;
    private volatile long lastKill = System.nanoTime();

    ProcessKiller(LauncherProcess engram, BooleanSupplier allAnswer, long seed) {
        this.engram = engram;
        this.allAnswer = allAnswer;
        this.random = new Random(seed);
        PARTS.keySet().forEach(part -> kills.put(part, 0));
        thread.start();
    }

    private void killOnAndOn() {
        List<String> turn = new ArrayList<>(PARTS.keySet());
        try {
            while (!stopping) {
                Collections.shuffle(turn, random);
                for (String part : turn) {
                    Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS));
                    if (!stopping) {
                        kill(part);
                    }
                }
                while (!stopping && !allAnswer.getAsBoolean()) {
                    Thread.sleep(200);
                }
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
            System.out.println("killer> the " + part + " is not up at the moment");
        }
    }

    synchronized Map<String, Integer> kills() {
        return new LinkedHashMap<>(kills);
    }

    /** The machine's timer at the last kill. */
    long lastKill() {
        return lastKill;
    }

    @Override
    public void close() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
