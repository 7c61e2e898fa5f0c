package com.engram.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;

/** Kills parts of an installation at random moments, with SIGKILL, in turns that are shuffled anew each time round. */
final class Killer implements AutoCloseable {

    /** By what the table calls them, and what their command lines hold. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("server", "ws-server.jar");
        PARTS.put("worker", "com.engram.inference.Main");
        PARTS.put("PostgreSQL", "bin/postgres");
        PARTS.put("S3Proxy", "org.gaul.s3proxy.Main");
    }

    private static final int SHORTEST_PAUSE_MILLIS = 3_000;
    private static final int LONGEST_PAUSE_MILLIS = 14_000;

    private final Launched engram;
    private final Random random;
    private final Map<String, Integer> kills = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::killOnAndOn, "killer");
    private volatile boolean stopping;
    private volatile long lastKill = System.nanoTime();

    Killer(Launched engram, long seed) {
        this.engram = engram;
        this.random = new Random(seed);
        PARTS.keySet().forEach(part -> kills.put(part, 0));
        thread.start();
    }

    private void killOnAndOn() {
        List<String> turn = List.of();
        int next = 0;
        try {
            while (!stopping) {
                Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS));
                if (next == turn.size()) {
                    turn = random.ints(0, PARTS.size())
                            .distinct()
                            .limit(PARTS.size())
                            .mapToObj(List.copyOf(PARTS.keySet())::get)
                            .toList();
                    next = 0;
                }
                if (!stopping) {
                    kill(turn.get(next++));
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
