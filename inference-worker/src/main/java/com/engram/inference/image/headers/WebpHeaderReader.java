package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;

/** Reads the chunks of a WebP. */
final class WebpHeaderReader {
    private final ByteSlice bytes;
    private int width;
    private int height;
    private boolean image;
    private int orientation = 1;
    private int frames;
    private SourceColour colour = SourceColour.SRGB;

    private WebpHeaderReader(ByteSlice bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        long declared = bytes.u32(4, true) + 8;
        if (declared > bytes.size()) {
            throw HeaderValidator.cutOff(bytes.size(), declared);
        }
        return new WebpHeaderReader(bytes.slice(0, declared)).walk();
    }

    private ImageHeader walk() throws ByteSlice.Truncated, RejectedImageException {
        long at = 12;
        while (at + 8 <= bytes.size()) {
            long length = bytes.u32(at + 4, true);
            chunk(bytes.ascii(at, 4), bytes.slice(at + 8, length));
            at += 8 + length + (length & 1);
        }
        if (!image) {
            throw HeaderValidator.damaged("The WebP contains no image.");
        }
        return ImageHeader.of(ImageFormat.WEBP, width, height)
                .withOrientation(orientation)
                .withColour(3, colour)
                .withFrames(frames);
    }

    private void chunk(String type, ByteSlice body) throws ByteSlice.Truncated, RejectedImageException {
        switch (type) {
            case "VP8X" -> size(body.u24LittleEndian(4) + 1, body.u24LittleEndian(7) + 1);
            case "VP8 " -> {
                if (!body.slice(3, body.size() - 3).has(0, "\u009d\u0001\u002a")) {
                    throw HeaderValidator.damaged("The WebP's frame is damaged.");
                }
                size(body.u16(6, true) & 0x3FFF, body.u16(8, true) & 0x3FFF);
                image = true;
            }
            case "VP8L" -> {
                if (body.u8(0) != 0x2F) {
                    throw HeaderValidator.damaged("The WebP's frame is damaged.");
                }
                long bits = body.u32(1, true);
                size((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1);
                image = true;
            }
            case "ANMF" -> {
                image = true;
                frames++;
            }
            case "EXIF" ->
                orientation = ExifOrientation.of(body.has(0, "Exif\0\0") ? body.slice(6, body.size() - 6) : body);
            case "ICCP" -> colour = new SourceColour.Icc(body.copy());
            default -> {} // not needed
        }
    }

    /** The declared dimensions are the largest of any chunk. */
    private void size(int wide, int high) {
        width = Math.max(width, wide);
        height = Math.max(height, high);
    }
}
