package com.engram.jobs.analysis;

import java.time.Duration;

/** How long a lane takes for a picture, as it has seen lately, and so how many it takes up at once. */
final class AdaptivePageSize {

    private static final double PAGE_NANOS = Duration.ofSeconds(1).toNanos();

    /** How much the last picture counts against those before it. */
    private static final double WEIGHT = 0.2;

    /** Before anything is known a lane takes up one. */
    private double nanosEach = PAGE_NANOS;

    private long began;

    /** A picture is taken up. */
    void began() {
        began = System.nanoTime();
    }

    /** The picture that was taken up last, if any, is done. */
    void ended() {
        if (began != 0) {
            took(System.nanoTime() - began);
            began = 0;
        }
    }

    void took(long nanos) {
        nanosEach += WEIGHT * (nanos - nanosEach);
    }

    /** How many fill a page, at least one and at most so many. */
    int page(int most) {
        return (int) Math.max(1, Math.min(most, PAGE_NANOS / nanosEach));
    }
}
