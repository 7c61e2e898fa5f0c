package com.engram.inference.image;

/**
 * The pixels of an upright image in sRGB.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb {@code height} rows of {@code width} pixels of three bytes, red first
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Pixels(int width, int height, byte[] rgb) {
    /** Throws IllegalArgumentException if the number of bytes does not match the dimensions. */
    public Pixels {
        if (rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(rgb.length + " bytes are not " + width + " x " + height + " pixels");
        }
    }
}
