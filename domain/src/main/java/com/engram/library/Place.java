package com.engram.library;

import java.util.Optional;
import java.util.UUID;

/**
 * Where an image stands in a benchmark.
 *
 * @param group the project of {@link Benchmark#PROJECT} or the tag of {@link Benchmark#TAG}; empty for the others
 * @param percentile the share of the benchmark's results that are lower, in percent; equal ones count half
 * @param results how many results the benchmark has; empty for a published distribution
 */
public record Place(Benchmark benchmark, Optional<Group> group, double percentile, Optional<Long> results) {

    /** The smallest number of results that say something about one more. */
    public static final int MIN_RESULTS = 30;

    /** The largest number of results that are counted: those of the newest images. */
    public static final int MAX_RESULTS = 5_000;

    /** The largest number of tags of an image that it has a place in: the first ones by name. */
    public static final int MAX_TAGS = 10;

    /** A percentile in whole percent, at most 99: no image is more memorable than all images of which it is one. */
    public static int toPercent(double percentile) {
        return (int) Math.min(99, Math.round(percentile));
    }

    /** A project or a tag by its id and name. */
    public record Group(UUID id, String name) {}
}
