package com.engram.library;

import java.util.Optional;
import java.util.UUID;

/**
 * Where an image stands in a benchmark.
 *
 * @param project the project of {@link Benchmark#PROJECT}; empty for the others
 * @param percentile the share of the benchmark's results that are lower, in percent; equal ones count half
 * @param results how many results the benchmark has; empty for a published distribution
 */
public record Place(Benchmark benchmark, Optional<ProjectName> project, double percentile, Optional<Long> results) {

    /** The smallest number of results that say something about one more. */
    public static final int MIN_RESULTS = 30;

    /** The largest number of results that are counted: those of the newest images. */
    public static final int MAX_RESULTS = 5_000;

    /** A project by its id and name. */
    public record ProjectName(UUID id, String name) {}
}
