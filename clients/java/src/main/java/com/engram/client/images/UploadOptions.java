package com.engram.client.images;

import org.jspecify.annotations.Nullable;

/**
 * What to do with an uploaded image.
 *
 * @param projectId the project for it; null for none
 * @param analyse whether the server analyses it as soon as it has arrived, without a request
 * @param deepHeatmap with {@code analyse}, whether to compute the deep heatmap
 */
public record UploadOptions(@Nullable String projectId, boolean analyse, boolean deepHeatmap) {

    /** The image is stored and not analysed. */
    public static final UploadOptions STORE = new UploadOptions(null, false, false);

    /** The image is analysed as soon as it has arrived. */
    public static final UploadOptions ANALYSE = new UploadOptions(null, true, false);
}
