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
    /** The images of the project that the image is in. */
    PROJECT;

    /** The name in the API: in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The benchmark with that code. */
    public static Optional<Benchmark> findByCode(String code) {
        return Stream.of(values())
                .filter(benchmark -> benchmark.code().equals(code))
                .findFirst();
    }
}
