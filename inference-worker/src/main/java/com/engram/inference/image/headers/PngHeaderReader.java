package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import java.util.zip.CRC32;

/**
 * Reads the chunks of a PNG: validates their order, their checksums and the header, and returns orientation, colour and the number of frames.
 * Errors in the image data are accepted, because the pixels may be complete in spite of them; {@link PngRepair} decides that.
 */
final class PngHeaderReader {
    private final ByteSlice bytes;
    private int width;
    private int height;
    private int orientation = 1;
    private boolean palette;
    private boolean needsPalette;
    private long data;
    private int frames = 1;
    private int channels = 3;
    private final PngColour colour = new PngColour();

    private PngHeaderReader(ByteSlice bytes) {
        this.bytes = bytes;
    }

    static ImageHeader read(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        return new PngHeaderReader(bytes).walk();
    }

    private ImageHeader walk() throws ByteSlice.Truncated, RejectedImageException {
        try {
            long at = 8;
            while (chunk(at)) {
                at += 12 + bytes.u32(at);
            }
        } catch (ByteSlice.Truncated e) {
            if (data == 0) {
                throw e;
            }
        }
        if (data == 0) {
            throw HeaderValidator.damaged("The PNG contains no image.");
        }
        return ImageHeader.of(ImageFormat.PNG, width, height)
                .withOrientation(orientation)
                .withColour(channels, colour.resolved())
                .withFrames(frames);
    }

    /** Reads the chunk at that offset and returns whether another one follows. */
    private boolean chunk(long at) throws ByteSlice.Truncated, RejectedImageException {
        long length = bytes.u32(at);
        String type = bytes.ascii(at + 4, 4);
        if (at == 8 && !type.equals("IHDR")) {
            throw HeaderValidator.damaged("The PNG does not begin with its header.");
        }
        if (type.equals("IDAT")) {
            data += Math.min(length, bytes.size() - at - 8);
        }
        ByteSlice body = bytes.slice(at + 8, length);
        boolean critical = Character.isUpperCase(type.charAt(0));
        if (critical && data == 0 && checksum(bytes.slice(at + 4, length + 4)) != bytes.u32(at + 8 + length)) {
            throw HeaderValidator.damaged("The PNG's " + printable(type) + " chunk is damaged.");
        }
        chunk(type, body);
        return !type.equals("IEND");
    }

    private void chunk(String type, ByteSlice body) throws ByteSlice.Truncated, RejectedImageException {
        switch (type) {
            case "IHDR" -> header(body);
            case "PLTE" -> palette = body.size() > 0 && body.size() % 3 == 0;
            case "IDAT" -> {
                if (needsPalette && !palette) {
                    throw HeaderValidator.damaged("The PNG has no palette.");
                }
            }
            case "eXIf" -> orientation = ExifOrientation.of(body);
            case "iTXt" -> orientation = orientation == 1 ? XmpOrientation.of(body) : orientation;
            case "acTL" -> frames = data == 0 ? (int) Math.min(Integer.MAX_VALUE, body.u32(0)) : frames;
            case "iCCP", "sRGB", "gAMA", "cHRM", "cICP" -> {
                if (data == 0) {
                    colour.chunk(type, body);
                }
            }
            default -> {} // not needed
        }
    }

    private void header(ByteSlice body) throws ByteSlice.Truncated, RejectedImageException {
        if (width != 0) {
            throw HeaderValidator.damaged("The PNG has two headers.");
        }
        long wide = body.u32(0);
        long high = body.u32(4);
        int depth = body.u8(8);
        int kind = body.u8(9);
        String depths = switch (kind) {
            case 0 -> "1 2 4 8 16";
            case 3 -> "1 2 4 8";
            case 2, 4, 6 -> "8 16";
            default -> "";
        };
        boolean known = (" " + depths + " ").contains(" " + depth + " ");
        if (!known || wide < 1 || high < 1 || wide > Integer.MAX_VALUE || high > Integer.MAX_VALUE || body.u8(12) > 1) {
            throw HeaderValidator.damaged("The header of the PNG is invalid.");
        }
        width = (int) wide;
        height = (int) high;
        needsPalette = kind == 3;
        channels = kind == 0 || kind == 4 ? 1 : 3;
    }

    /** The CRC-32 checksum of a chunk's type and body. */
    static long checksum(ByteSlice part) {
        CRC32 crc = new CRC32();
        crc.update(part.data(), part.from(), part.size());
        return crc.getValue();
    }

    private static String printable(String type) {
        return type.replaceAll("[^A-Za-z]", "?");
    }
}
