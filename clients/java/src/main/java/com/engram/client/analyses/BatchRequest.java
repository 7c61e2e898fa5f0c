package com.engram.client.analyses;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to score images together.
 *
 * @param imageIds up to 1,000 ids of uploaded images
 * @param name null for a name by the server
 * @param partial whether to accept as many as the allowance has left; otherwise all or none
 * @param idempotencyKey the same for each repetition of the request by the application; null for a random one
 */
public record BatchRequest(
        List<String> imageIds,
        @Nullable String name,
        @JsonProperty("heatmap") boolean deepHeatmaps,
        boolean partial,
        @JsonIgnore @Nullable String idempotencyKey) {

    /** A request for all of these images or none. */
    public static BatchRequest of(List<String> imageIds, @Nullable String name) {
        return new BatchRequest(imageIds, name, false, false, null);
    }
}
