package com.engram.analysis.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The delay before the next attempt of an analysis: exponential, with jitter, up to five minutes. */
public final class Backoff {

    /** An analysis fails for good after this many attempts. */
    public static final int MAX_ATTEMPTS = 6;

    private static final long FIRST_MILLIS = 1_000;
    private static final long MAX_MILLIS = Duration.ofMinutes(5).toMillis();

    private Backoff() {}

    /** The delay after that many attempts. */
    public static Duration delayAfter(int attempts) {
        long longest = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(Math.max(attempts, 0), 20));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }
}
