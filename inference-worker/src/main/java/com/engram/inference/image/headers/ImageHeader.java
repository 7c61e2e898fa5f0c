package com.engram.inference.image.headers;

import java.util.Optional;

/**
 * What a file says of itself before anything is decoded.
 *
 * @param width stored width in pixels, before the orientation is applied
 * @param height stored height in pixels
 * @param orientation EXIF orientation, 1 to 8; 1 where the file says nothing or nonsense
 * @param profile the embedded ICC profile, not yet checked
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ImageHeader(ImageFormat format, int width, int height, int orientation, Optional<byte[]> profile) {
    /** Pixels as stored. */
    public long pixels() {
        return (long) width * height;
    }

    /** The same with width and height exchanged. */
    public ImageHeader onItsSide() {
        return new ImageHeader(format, height, width, orientation, profile);
    }
}
