package com.engram.client.http;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads something again and again until it is as expected. */
public final class Polling {

    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration MAX_DELAY = Duration.ofSeconds(2);

    private Polling() {}

    /**
     * Waits until a value is as expected, or the time is over.
     *
     * @return the last value that was read
     */
    public static <T> T until(Duration atMost, Supplier<T> read, Predicate<T> expected) {
        long end = System.nanoTime() + atMost.toNanos();
        Duration delay = FIRST_DELAY;
        T value = read.get();
        while (!expected.test(value) && System.nanoTime() < end) {
            sleep(Math.min(delay.toNanos(), end - System.nanoTime()));
            delay = delay.multipliedBy(3).dividedBy(2);
            delay = delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
            value = read.get();
        }
        return value;
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanos)).toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedCallException(e);
        }
    }
}
