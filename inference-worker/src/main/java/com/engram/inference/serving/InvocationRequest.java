package com.engram.inference.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of an invocation.
 *
 * @param imageUrl a signed URL to GET the image
 * @param previewUrl a signed URL to PUT the preview as image/jpeg, or null
 * @param thumbnailUrl a signed URL to PUT the thumbnail as image/jpeg, or null
 * @param model the model, as {@code name} or {@code name:version}, or null for the default model
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InvocationRequest(
        @Nullable String imageUrl,
        @Nullable String previewUrl,
        @Nullable String thumbnailUrl,
        @Nullable String model) {
    /** A request that only contains the image itself. */
    static final InvocationRequest NONE = new InvocationRequest(null, null, null, null);
}
