package com.engram.library;

import java.util.Optional;
import java.util.UUID;

/**
 * What people write down about a project.
 *
 * @param name unique in the tenant, whatever its case
 * @param brief what the images are for, in at most {@link #MAX_BRIEF_LENGTH} characters
 * @param threshold the percentile in the benchmark from which on an image is ready, 0..100; empty if the project has none
 * @param benchmark what the threshold refers to
 * @param cover the image that stands for the project; empty for those of the highest scores
 */
public record ProjectDetails(
        String name, Optional<String> brief, Optional<Double> threshold, BenchmarkId benchmark, Optional<UUID> cover) {

    /** The length of the longest brief, in characters. */
    public static final int MAX_BRIEF_LENGTH = 5_000;

    /** A project of which only the name is known. */
    public static ProjectDetails named(String name) {
        return new ProjectDetails(name, Optional.empty(), Optional.empty(), BenchmarkId.PHOTOGRAPHS, Optional.empty());
    }

    public ProjectDetails withName(String newName) {
        return new ProjectDetails(newName, brief, threshold, benchmark, cover);
    }

    public ProjectDetails withBrief(Optional<String> newBrief) {
        return new ProjectDetails(
                name, newBrief.map(String::strip).filter(text -> !text.isEmpty()), threshold, benchmark, cover);
    }

    public ProjectDetails withThreshold(Optional<Double> newThreshold) {
        return new ProjectDetails(name, brief, newThreshold, benchmark, cover);
    }

    public ProjectDetails withBenchmark(BenchmarkId newBenchmark) {
        return new ProjectDetails(name, brief, threshold, newBenchmark, cover);
    }

    public ProjectDetails withCover(Optional<UUID> newCover) {
        return new ProjectDetails(name, brief, threshold, benchmark, newCover);
    }
}
