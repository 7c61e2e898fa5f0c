package com.engram.inference.picture;

import java.util.Optional;

/** Walks a WebP's chunks up to its first picture. */
final class WebpHeader {
    private final Bytes bytes;
    private int width;
    private int height;
    private boolean picture;
    private int orientation = 1;
    private Optional<byte[]> profile = Optional.empty();

    private WebpHeader(Bytes bytes) {
        this.bytes = bytes;
    }

    static Header read(Bytes bytes) throws Bytes.Short, RejectedPicture {
        long declared = bytes.u32(4, true);
        return new WebpHeader(bytes.slice(0, declared + 8)).walk();
    }

    private Header walk() throws Bytes.Short, RejectedPicture {
        long at = 12;
        while (at + 8 <= bytes.size()) {
            long length = bytes.u32(at + 4, true);
            chunk(bytes.ascii(at, 4), bytes.slice(at + 8, length));
            at += 8 + length + (length & 1);
        }
        if (!picture) {
            throw HeaderGuard.damaged("The WebP holds no picture.");
        }
        return new Header(Format.WEBP, width, height, orientation, profile);
    }

    private void chunk(String type, Bytes body) throws Bytes.Short, RejectedPicture {
        switch (type) {
            case "VP8X" -> size(body.u24little(4) + 1, body.u24little(7) + 1);
            case "VP8 " -> {
                if (!body.slice(3, body.size() - 3).has(0, "\u009d\u0001\u002a")) {
                    throw HeaderGuard.damaged("The WebP's frame is damaged.");
                }
                size(body.u16(6, true) & 0x3FFF, body.u16(8, true) & 0x3FFF);
                picture = true;
            }
            case "VP8L" -> {
                if (body.u8(0) != 0x2F) {
                    throw HeaderGuard.damaged("The WebP's frame is damaged.");
                }
                long bits = body.u32(1, true);
                size((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1);
                picture = true;
            }
            case "ANMF" -> picture = true;
            case "EXIF" ->
                orientation = ExifOrientation.of(body.has(0, "Exif\0\0") ? body.slice(6, body.size() - 6) : body);
            case "ICCP" -> profile = Optional.of(body.copy());
            default -> {} // nothing that the engine needs
        }
    }

    /** The largest that any chunk claims counts. */
    private void size(int wide, int high) {
        width = Math.max(width, wide);
        height = Math.max(height, high);
    }
}
