package com.engram.library;

import java.util.Optional;
import java.util.UUID;

/**
 * One of the benchmarks of a tenant: photographs, its library, a certain project or a certain tag.
 *
 * @param group the project of {@link Benchmark#PROJECT} or the tag of {@link Benchmark#TAG}; empty for the others
 */
public record BenchmarkId(Benchmark benchmark, Optional<UUID> group) {

    public static final BenchmarkId PHOTOGRAPHS = new BenchmarkId(Benchmark.PHOTOGRAPHS, Optional.empty());
    public static final BenchmarkId LIBRARY = new BenchmarkId(Benchmark.LIBRARY, Optional.empty());

    public BenchmarkId {
        if (benchmark.isGroup() != group.isPresent()) {
            throw new IllegalArgumentException("A benchmark has an id if it is a project or a tag: " + benchmark);
        }
    }

    public static BenchmarkId ofProject(UUID project) {
        return new BenchmarkId(Benchmark.PROJECT, Optional.of(project));
    }

    public static BenchmarkId ofTag(UUID tag) {
        return new BenchmarkId(Benchmark.TAG, Optional.of(tag));
    }
}
