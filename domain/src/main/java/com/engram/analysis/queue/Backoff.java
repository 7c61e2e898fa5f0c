package com.engram.analysis.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long an attempt waits after one that came to nothing: exponential, with full jitter, at most five minutes. */
public final class Backoff {

    /** After so many attempts an analysis is given up. */
    public static final int MOST_ATTEMPTS = 6;

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Duration.ofMinutes(5).toMillis();

    private Backoff() {}

    public static Duration after(int attempts) {
        long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(Math.max(attempts, 0), 20));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
    }
}
