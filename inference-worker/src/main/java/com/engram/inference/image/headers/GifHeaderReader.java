package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;

/** Reads the blocks of a GIF. Only the first frame is decoded, so that damage after it does not matter. */
final class GifHeaderReader {
    private final ByteSlice bytes;
    private final long maxPixels;
    private int width;
    private int height;
    private int frames;

    private GifHeaderReader(ByteSlice bytes, long maxPixels) {
        this.bytes = bytes;
        this.maxPixels = maxPixels;
    }

    /**
     * Reads the header.
     *
     * @param maxPixels a canvas that declares more pixels cannot be meant; then the first frame is the image
     */
    static ImageHeader read(ByteSlice bytes, long maxPixels) throws ByteSlice.Truncated, RejectedImageException {
        return new GifHeaderReader(bytes, maxPixels).walk();
    }

    private ImageHeader walk() throws ByteSlice.Truncated, RejectedImageException {
        int flags = bytes.u8(10);
        boolean globalPalette = (flags & 0x80) != 0;
        long at = 13 + (globalPalette ? paletteBytes(flags) : 0);
        try {
            while (bytes.u8(at) == 0x21 || bytes.u8(at) == 0x2C) {
                at = bytes.u8(at) == 0x21 ? afterSubBlocks(at + 2) : afterFrame(at + 1, globalPalette);
            }
        } catch (ByteSlice.Truncated | RejectedImageException e) {
            if (frames == 0) {
                throw e;
            }
        }
        if (frames == 0) {
            throw HeaderValidator.damaged("The GIF contains no image.");
        }
        return ImageHeader.of(ImageFormat.GIF, width, height).withFrames(frames);
    }

    private long afterFrame(long at, boolean globalPalette) throws ByteSlice.Truncated, RejectedImageException {
        int frameWidth = bytes.u16(at + 4, true);
        int frameHeight = bytes.u16(at + 6, true);
        if (frameWidth == 0 || frameHeight == 0) {
            throw HeaderValidator.damaged("The GIF's first frame is empty.");
        }
        int flags = bytes.u8(at + 8);
        boolean localPalette = (flags & 0x80) != 0;
        if (!localPalette && !globalPalette) {
            throw HeaderValidator.damaged("The GIF has no palette.");
        }
        long data = at + 9 + (localPalette ? paletteBytes(flags) : 0);
        int codeSize = bytes.u8(data);
        if (codeSize < 1 || codeSize > 11 || bytes.u8(data + 1) == 0) {
            throw HeaderValidator.damaged("The GIF's first frame is damaged.");
        }
        long after = afterSubBlocks(data + 1);
        if (frames++ == 0) {
            int left = bytes.u16(at, true);
            int top = bytes.u16(at + 2, true);
            GifCanvas declared = new GifCanvas(bytes.u16(6, true), bytes.u16(8, true), left, top);
            GifCanvas canvas = declared.holding(frameWidth, frameHeight);
            boolean absurd = (long) canvas.width() * canvas.height() > maxPixels;
            canvas(absurd ? new GifCanvas(left + frameWidth, top + frameHeight, left, top) : canvas);
        }
        return after;
    }

    private void canvas(GifCanvas canvas) {
        width = canvas.width();
        height = canvas.height();
    }

    private static int paletteBytes(int flags) {
        return 3 << ((flags & 7) + 1);
    }

    private long afterSubBlocks(long from) throws ByteSlice.Truncated {
        long at = from;
        int length;
        while ((length = bytes.u8(at)) != 0) {
            at += 1 + length;
        }
        return at + 1;
    }
}
