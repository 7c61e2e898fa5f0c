package com.engram.client.images;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image. What is only known after its first analysis is null before.
 *
 * @param width in pixels of the upright image
 * @param previewUrl signed; it expires after some minutes
 * @param thumbnailUrl signed; it expires after some minutes
 * @param onArrival the analysis that {@link UploadOptions#analyse} asked for, or its refusal; null without it
 */
public record Image(
        String id,
        String filename,
        String contentType,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable URI previewUrl,
        @Nullable URI thumbnailUrl,
        @Nullable String projectId,
        List<String> tags,
        Instant createdAt,
        @Nullable OnArrival onArrival) {

    /** Tags that are absent become an empty list. */
    @SuppressWarnings("NullAway") // Jackson passes null for fields that are absent
    public Image {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /**
     * The analysis on arrival.
     *
     * @param analysisId the accepted analysis
     * @param problem why the plan did not allow it
     */
    public record OnArrival(
            ArrivalStatus status,
            @Nullable String analysisId,
            @Nullable Refusal problem) {}

    /** Whether the server has noticed the bytes, and accepted the analysis. */
    public enum ArrivalStatus {
        WAITING,
        ACCEPTED,
        REFUSED,
        /** A status that this version of the client does not have. */
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** A stable code, and a sentence for people. */
    public record Refusal(String code, String detail) {}
}
