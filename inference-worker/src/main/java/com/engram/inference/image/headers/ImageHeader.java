package com.engram.inference.image.headers;

/**
 * What the header of an image file declares.
 *
 * @param format the format by the first bytes of the file
 * @param width stored width in pixels, before the orientation is applied
 * @param height stored height in pixels
 * @param orientation by the numbers of EXIF, 1 to 8; 1 if the file has none or an invalid one
 * @param channels the number of stored colour channels, without alpha: 1, 3 or 4
 * @param colour the meaning of the pixel values
 * @param frames the number of frames, at least 1; only the first is decoded
 * @param openEnd whether the file ends where its format requires more; the pixels may be complete nevertheless
 * @param scalable whether the image can be decoded at a reduced scale without holding all of its pixels
 */
public record ImageHeader(
        ImageFormat format,
        int width,
        int height,
        int orientation,
        int channels,
        SourceColour colour,
        int frames,
        boolean openEnd,
        boolean scalable) {
    /** A header of an upright still image with three channels in sRGB. */
    static ImageHeader of(ImageFormat format, int width, int height) {
        return new ImageHeader(format, width, height, 1, 3, SourceColour.SRGB, 1, false, false);
    }

    ImageHeader withOrientation(int orientation) {
        return new ImageHeader(format, width, height, orientation, channels, colour, frames, openEnd, scalable);
    }

    ImageHeader withColour(int channels, SourceColour colour) {
        return new ImageHeader(format, width, height, orientation, channels, colour, frames, openEnd, scalable);
    }

    ImageHeader withFrames(int frames) {
        return new ImageHeader(
                format, width, height, orientation, channels, colour, Math.max(1, frames), openEnd, scalable);
    }

    ImageHeader withOpenEnd(boolean openEnd) {
        return new ImageHeader(format, width, height, orientation, channels, colour, frames, openEnd, scalable);
    }

    ImageHeader withScalable(boolean scalable) {
        return new ImageHeader(format, width, height, orientation, channels, colour, frames, openEnd, scalable);
    }

    /** Whether decoding takes so long, more than about a second, that other images should not wait for it. */
    public boolean isSlow() {
        return pixels()
                > switch (format) {
                    case JPEG -> 80_000_000;
                    case PNG, WEBP, GIF -> 30_000_000;
                    case AVIF, HEIC -> 16_000_000;
                };
    }

    /** The number of pixels. */
    public long pixels() {
        return (long) width * height;
    }
}
