package com.engram.jobs.analysis;

import java.time.Duration;

/** Chooses how many leases a partition picks at once, so that a page takes about a second at the recent speed. */
final class AdaptivePageSize {

    private static final double PAGE_NANOS = Duration.ofSeconds(1).toNanos();

    /** Weight of the last image in the moving average. */
    private static final double WEIGHT = 0.2;

    /** At first a page is one image. */
    private double nanosPerImage = PAGE_NANOS;

    private long startedAt;

    /** The processing of an image starts. */
    void started() {
        startedAt = System.nanoTime();
    }

    /** The processing of the last started image, if any, is finished. */
    void finished() {
        if (startedAt != 0) {
            recordDuration(System.nanoTime() - startedAt);
            startedAt = 0;
        }
    }

    void recordDuration(long nanos) {
        nanosPerImage += WEIGHT * (nanos - nanosPerImage);
    }

    /** The number of images for the next page: at least 1, at most {@code limit}. */
    int pageSize(int limit) {
        return (int) Math.max(1, Math.min(limit, PAGE_NANOS / nanosPerImage));
    }
}
