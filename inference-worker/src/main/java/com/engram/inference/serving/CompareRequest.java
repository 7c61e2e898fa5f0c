package com.engram.inference.serving;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of an invocation with {@code task=compare}.
 *
 * @param images two to {@link #MAX_IMAGES} images
 * @param model the model, as {@code name} or {@code name:version}, or null for the default model; the attribute of the request header
 *     takes precedence
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CompareRequest(List<Image> images, @Nullable String model) {
    /** The largest number of images that one request compares. */
    static final int MAX_IMAGES = 20;

    /** Without images, the list is empty. An image that is null gets neither a URL nor features. */
    CompareRequest {
        images = images == null
                ? List.of()
                : images.stream()
                        .map(image -> Objects.requireNonNullElse(image, new Image(null, null)))
                        .toList();
    }

    /** Whether there are enough images, and each has either a URL or features. */
    boolean isComplete() {
        return images.size() >= 2
                && images.size() <= MAX_IMAGES
                && images.stream().allMatch(image -> (image.imageUrl() == null) != (image.features() == null));
    }

    /**
     * An image to compare: either its URL, or the features of an earlier response.
     *
     * @param imageUrl a signed URL to GET the image, or null
     * @param features the {@code features} of an earlier score by the same version of the model, or null
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Image(@Nullable String imageUrl, byte @Nullable [] features) {}
}
