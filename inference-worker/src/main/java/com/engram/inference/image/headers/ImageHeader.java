package com.engram.inference.image.headers;

import java.util.Optional;

/**
 * What the header of an image file declares.
 *
 * @param format the format by the first bytes of the file
 * @param width stored width in pixels, before the orientation is applied
 * @param height stored height in pixels
 * @param orientation EXIF orientation, 1 to 8; 1 if the file has none or an invalid one
 * @param profile the embedded ICC profile, not validated
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ImageHeader(ImageFormat format, int width, int height, int orientation, Optional<byte[]> profile) {
    /** The number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    /** The same header with width and height exchanged. */
    public ImageHeader transposed() {
        return new ImageHeader(format, height, width, orientation, profile);
    }
}
