package com.engram.inference.image;

import java.util.Optional;

/**
 * An edited image.
 *
 * @param width of the variant in pixels, as far as the image was decoded
 * @param height of the variant in pixels
 * @param scaled its pixels at the first size of the request
 * @param empty whether it shows nothing, such as a crop of plain sky
 * @param file the variant as a JPEG, if it was requested
 */
public record Variant(int width, int height, Pixels scaled, boolean empty, Optional<Derivative> file) {
    /**
     * A requested variant.
     *
     * @param file whether to return the variant as a JPEG, whose longer side has at most {@link #FILE_SIDE} pixels
     */
    public record Requested(Edit edit, boolean file) {}

    /** The largest long side of the image from which files are made, in pixels. */
    public static final int FILE_SIDE = 2560;
}
