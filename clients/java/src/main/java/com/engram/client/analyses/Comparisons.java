package com.engram.client.analyses;

import com.engram.client.http.ApiRequest;
import com.engram.client.http.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares images that have a score. Nothing is charged. */
public final class Comparisons {

    private static final String PATH = "comparisons";

    private final Connection connection;

    /** Comparisons of the account that the connection's key belongs to. */
    public Comparisons(Connection connection) {
        this.connection = connection;
    }

    private record ComparisonRequest(
            List<String> imageIds, @Nullable String name) {}

    /**
     * Compares two to six images.
     *
     * @param name null for none
     */
    public Comparison compare(List<String> imageIds, @Nullable String name) {
        return connection.send(ApiRequest.post(PATH).json(new ComparisonRequest(imageIds, name)), Comparison.class);
    }

    /** Reads a comparison. */
    public Comparison get(String id) {
        return connection.send(ApiRequest.get(PATH, id), Comparison.class);
    }
}
