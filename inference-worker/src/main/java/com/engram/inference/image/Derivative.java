package com.engram.inference.image;

/**
 * An image re-encoded for showing: a baseline JPEG, upright, sRGB, without any metadata; transparency is laid on white.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Derivative(int width, int height, byte[] jpeg) {
    /** The long side of a preview, at most. */
    public static final int PREVIEW_SIDE = 1280;

    /** The long side of a thumbnail, at most. */
    public static final int THUMBNAIL_SIDE = 400;
}
