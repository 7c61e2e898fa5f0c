package com.engram.inference.image.headers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Part of an untrusted file. Every read is checked: reading beyond the end throws {@link Truncated} and nothing else.
 *
 * @param data the whole file
 * @param from the index of the first byte of the part
 * @param to the index after the last byte of the part
 */
record ByteSlice(byte[] data, int from, int to) {
    /** The file ends before the bytes that were to be read. */
    static final class Truncated extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The whole file. */
    static ByteSlice of(byte[] data) {
        return new ByteSlice(data, 0, data.length);
    }

    /** The number of bytes. */
    int size() {
        return to - from;
    }

    /** A part of this part. */
    ByteSlice slice(long offset, long length) throws Truncated {
        if (offset < 0 || length < 0 || offset > size() || length > size() - offset) {
            throw new Truncated();
        }
        return new ByteSlice(data, from + (int) offset, from + (int) (offset + length));
    }

    /** An unsigned byte. */
    int u8(long offset) throws Truncated {
        if (offset < 0 || offset >= size()) {
            throw new Truncated();
        }
        return data[from + (int) offset] & 0xFF;
    }

    /** An unsigned number of two bytes, little-endian or big-endian. */
    int u16(long offset, boolean little) throws Truncated {
        int a = u8(offset);
        int b = u8(offset + 1);
        return little ? a | b << 8 : a << 8 | b;
    }

    /** An unsigned big-endian number of two bytes. */
    int u16(long offset) throws Truncated {
        return u16(offset, false);
    }

    /** An unsigned number of four bytes, little-endian or big-endian. */
    long u32(long offset, boolean little) throws Truncated {
        long a = u16(offset, little);
        long b = u16(offset + 2, little);
        return little ? a | b << 16 : a << 16 | b;
    }

    /** An unsigned big-endian number of four bytes. */
    long u32(long offset) throws Truncated {
        return u32(offset, false);
    }

    /** An unsigned big-endian number of eight bytes; at most {@link Long#MAX_VALUE}. */
    long u64(long offset) throws Truncated {
        long high = u32(offset);
        long low = u32(offset + 4);
        return high > Integer.MAX_VALUE ? Long.MAX_VALUE : high << 32 | low;
    }

    /** An unsigned big-endian number of 0, 2, 4 or 8 bytes. */
    long number(long offset, int bytes) throws Truncated {
        return switch (bytes) {
            case 0 -> 0;
            case 2 -> u16(offset);
            case 4 -> u32(offset);
            case 8 -> u64(offset);
            default -> throw new Truncated();
        };
    }

    /** An unsigned little-endian number of three bytes. */
    int u24LittleEndian(long offset) throws Truncated {
        return u16(offset, true) | u8(offset + 2) << 16;
    }

    /** Whether these characters, one byte each, are at the offset. */
    boolean has(long offset, String ascii) {
        if (offset < 0 || offset + ascii.length() > size()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if ((data[from + (int) offset + i] & 0xFF) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Bytes as characters of ISO 8859-1. */
    String ascii(long offset, int length) throws Truncated {
        ByteSlice part = slice(offset, length);
        return new String(data, part.from, part.size(), StandardCharsets.ISO_8859_1);
    }

    /** A copy of the bytes. */
    byte[] copy() {
        return Arrays.copyOfRange(data, from, to);
    }
}
