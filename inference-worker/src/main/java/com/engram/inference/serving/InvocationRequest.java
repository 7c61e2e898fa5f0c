package com.engram.inference.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A request in JSON: where the image lies, and where to put what is derived from it.
 *
 * @param imageUrl signed GET
 * @param previewUrl signed PUT of an image/jpeg, or null
 * @param thumbnailUrl signed PUT of an image/jpeg, or null
 * @param model {@code name} or {@code name:version} of the model to answer with, or null for the active one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InvocationRequest(
        @Nullable String imageUrl,
        @Nullable String previewUrl,
        @Nullable String thumbnailUrl,
        @Nullable String model) {
    static final InvocationRequest NONE = new InvocationRequest(null, null, null, null);
}
