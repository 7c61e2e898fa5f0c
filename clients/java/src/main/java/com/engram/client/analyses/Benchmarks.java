package com.engram.client.analyses;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists what scores can be compared with. */
public final class Benchmarks {

    private final Connection connection;

    /** Benchmarks of the account that the connection's key belongs to. */
    public Benchmarks(Connection connection) {
        this.connection = connection;
    }

    /**
     * A benchmark.
     *
     * @param id asks for places in it, in {@link Analyses#get(String, String)}
     * @param benchmark {@code photographs}, {@code library} or {@code project}
     * @param name the name of the project
     * @param count how many scores it has; null for a published distribution
     * @param required how many scores it needs; null for a published distribution
     * @param available whether it has enough scores
     */
    public record Benchmark(
            String id,
            String benchmark,
            @Nullable String projectId,
            @Nullable String name,
            @Nullable Long count,
            @Nullable Integer required,
            boolean available) {}

    /** All benchmarks: photographs, the library, and the projects. */
    public Stream<Benchmark> list() {
        return connection.list(ApiRequest.get("benchmarks"), Benchmark.class);
    }
}
