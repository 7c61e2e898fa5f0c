package com.engram.inference.image;

/**
 * An image re-encoded for display: a baseline JPEG, upright, sRGB, without metadata, with transparency on a white background.
 *
 * @param width in pixels
 * @param height in pixels
 * @param jpeg the file
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Derivative(int width, int height, byte[] jpeg) {
    /** The largest long side of a preview, in pixels. */
    public static final int PREVIEW_SIDE = 1280;

    /** The largest long side of a thumbnail, in pixels. */
    public static final int THUMBNAIL_SIDE = 400;
}
