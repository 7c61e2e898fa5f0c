package com.engram.client.http;

import java.time.Duration;

/**
 * When a request is attempted again: after a connection fault, and after the statuses 429, 502, 503 and 504. A
 * {@code Retry-After} of the server replaces the computed delay.
 *
 * @param retries attempts after the first
 * @param firstDelay the delay before the second attempt; each further delay is twice as long, give or take a fifth
 * @param maxDelay the longest delay; if the server asks for a longer one, its answer is final
 */
public record RetryOptions(int retries, Duration firstDelay, Duration maxDelay) {

    /** Four retries within about a minute. */
    public static final RetryOptions DEFAULT = new RetryOptions(4, Duration.ofMillis(500), Duration.ofSeconds(30));

    /** No retries. */
    public static final RetryOptions NONE = new RetryOptions(0, Duration.ofMillis(1), Duration.ofSeconds(1));

    /** Delays are positive, and the first one is shorter than the longest. */
    public RetryOptions {
        if (retries < 0 || firstDelay.isZero() || firstDelay.isNegative() || firstDelay.compareTo(maxDelay) >= 0) {
            throw new IllegalArgumentException(
                    "retries is 0 or more, and firstDelay is positive and shorter than maxDelay.");
        }
    }
}
