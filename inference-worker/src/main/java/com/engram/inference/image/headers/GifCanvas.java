package com.engram.inference.image.headers;

/**
 * The whole canvas of a GIF with the position of its first frame, in pixels.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left the first column of the frame, which may lie outside the canvas
 * @param top the first row of the frame, which may lie outside the canvas
 */
public record GifCanvas(int width, int height, int left, int top) {
    /** A larger canvas than this many times the declared one cannot be meant. */
    private static final int LARGEST_GROWTH = 4;

    /**
     * The canvas for a first frame of that size. Like older browsers it is enlarged for a frame that extends beyond it, unless the
     * position of the frame is absurd; then the frame is clipped.
     */
    GifCanvas holding(int frameWidth, int frameHeight) {
        int wide = Math.max(width, left + frameWidth);
        int high = Math.max(height, top + frameHeight);
        boolean declared = width > 0 && height > 0;
        if (declared && (long) wide * high > LARGEST_GROWTH * (long) width * height) {
            return this;
        }
        return new GifCanvas(wide, high, left, top);
    }

    /** The canvas of a file whose header was validated. */
    public static GifCanvas of(byte[] gif, ImageHeader header) {
        ByteSlice bytes = ByteSlice.of(gif);
        try {
            long at = 13 + ((bytes.u8(10) & 0x80) != 0 ? 3 << ((bytes.u8(10) & 7) + 1) : 0);
            while (bytes.u8(at) != 0x2C) {
                at += 2;
                while (bytes.u8(at) != 0) {
                    at += 1 + bytes.u8(at);
                }
                at++;
            }
            return new GifCanvas(header.width(), header.height(), bytes.u16(at + 1, true), bytes.u16(at + 3, true));
        } catch (ByteSlice.Truncated e) {
            throw new IllegalStateException("The header was not validated", e);
        }
    }
}
