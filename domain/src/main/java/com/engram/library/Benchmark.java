package com.engram.library;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the score of an image is compared with. */
public enum Benchmark {
    /** Photographs of many kinds: the published scores of LaMem. */
    PHOTOGRAPHS,
    /** All images of the tenant. */
    LIBRARY,
    /** The images of a project. */
    PROJECT,
    /** The images with a tag. */
    TAG;

    /** The name in the API: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a tenant has any number of these, each with an id and a name. */
    public boolean isGroup() {
        return this == PROJECT || this == TAG;
    }

    /** The benchmark with that code. */
    public static Optional<Benchmark> findByCode(String code) {
        return Stream.of(values())
                .filter(benchmark -> benchmark.code().equals(code))
                .findFirst();
    }
}
