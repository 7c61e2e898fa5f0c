package com.engram.client.analyses;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request to score an image that was uploaded, or that the server can download.
 *
 * @param deepHeatmap whether to compute the deep heatmap too; the decomposition comes with every score
 * @param waitTime how long the server waits for the result before it answers, up to 30 seconds
 * @param idempotencyKey the same for each repetition of the request by the application; null for a random one
 */
public record AnalysisRequest(
        @Nullable String imageId,
        @Nullable URI imageUrl,
        @JsonProperty("heatmap") boolean deepHeatmap,
        @JsonIgnore Duration waitTime,
        @JsonIgnore @Nullable String idempotencyKey) {

    /** A request for an image that was uploaded. */
    public static AnalysisRequest ofImage(String imageId) {
        return new AnalysisRequest(imageId, null, false, Duration.ZERO, null);
    }

    /** A request for an image at a public URL. */
    public static AnalysisRequest ofUrl(URI url) {
        return new AnalysisRequest(null, url, false, Duration.ZERO, null);
    }

    /** The same request with the deep heatmap, if {@code deep}. */
    public AnalysisRequest withDeepHeatmap(boolean deep) {
        return new AnalysisRequest(imageId, imageUrl, deep, waitTime, idempotencyKey);
    }

    /** The same request, for which the server waits. */
    public AnalysisRequest waitingUpTo(Duration time) {
        return new AnalysisRequest(imageId, imageUrl, deepHeatmap, time, idempotencyKey);
    }

    /** The same request with a key of the application. */
    public AnalysisRequest withIdempotencyKey(String key) {
        return new AnalysisRequest(imageId, imageUrl, deepHeatmap, waitTime, key);
    }
}
