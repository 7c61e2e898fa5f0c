package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import java.util.Optional;

/** Reads the blocks of a GIF up to the end of its first frame, which is the only one that is decoded. */
final class GifHeaderReader {
    private final ByteSlice bytes;
    private int width;
    private int height;

    private GifHeaderReader(ByteSlice bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        return new GifHeaderReader(bytes).walk();
    }

    private ImageHeader walk() throws ByteSlice.Truncated, RejectedImageException {
        int flags = bytes.u8(10);
        boolean globalPalette = (flags & 0x80) != 0;
        long at = 13 + (globalPalette ? paletteBytes(flags) : 0);
        while (true) {
            int kind = bytes.u8(at);
            if (kind == 0x21) {
                at = afterSubBlocks(at + 2);
            } else if (kind == 0x2C) {
                frame(at + 1, globalPalette);
                return new ImageHeader(ImageFormat.GIF, width, height, 1, Optional.empty());
            } else {
                throw HeaderValidator.damaged("The GIF contains no image.");
            }
        }
    }

    private void frame(long at, boolean globalPalette) throws ByteSlice.Truncated, RejectedImageException {
        // The size of the frame, because only the frame is decoded and the declared screen size is often wrong.
        width = bytes.u16(at + 4, true);
        height = bytes.u16(at + 6, true);
        if (width == 0 || height == 0) {
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
        afterSubBlocks(data + 1);
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
