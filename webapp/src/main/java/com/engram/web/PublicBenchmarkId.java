package com.engram.web;

import com.engram.library.Benchmark;
import com.engram.library.BenchmarkId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Benchmarks as clients name them: {@code photographs}, {@code library}, or the id of a project or tag. */
public final class PublicBenchmarkId {

    private PublicBenchmarkId() {}

    /** The benchmark as clients name it. */
    public static String of(BenchmarkId id) {
        return id.group()
                .map(group -> (id.benchmark() == Benchmark.TAG ? PublicId.TAG : PublicId.PROJECT).of(group))
                .orElse(id.benchmark().code());
    }

    /** The benchmark in a text from a client; empty if the text names none. The project or tag may not exist. */
    public static Optional<BenchmarkId> parse(@Nullable String text) {
        return PublicId.PROJECT
                .parse(text)
                .map(BenchmarkId::ofProject)
                .or(() -> PublicId.TAG.parse(text).map(BenchmarkId::ofTag))
                .or(() -> Optional.ofNullable(text)
                        .flatMap(Benchmark::findByCode)
                        .filter(benchmark -> !benchmark.isGroup())
                        .map(benchmark -> new BenchmarkId(benchmark, Optional.empty())));
    }
}
