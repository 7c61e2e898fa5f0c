package com.engram.inference.image.headers;

import java.nio.charset.StandardCharsets;

/** Reads numbers out of an untrusted file; a read beyond its end throws {@link Short}, nothing else. */
record ByteSlice(byte[] data, int from, int to) {
    /** Says that the file ends too early. */
    static final class Short extends Exception {
        private static final long serialVersionUID = 1;
    }

    static ByteSlice of(byte[] data) {
        return new ByteSlice(data, 0, data.length);
    }

    int size() {
        return to - from;
    }

    ByteSlice slice(long offset, long length) throws Short {
        if (offset < 0 || length < 0 || offset > size() || length > size() - offset) {
            throw new Short();
        }
        return new ByteSlice(data, from + (int) offset, from + (int) (offset + length));
    }

    int u8(long offset) throws Short {
        if (offset < 0 || offset >= size()) {
            throw new Short();
        }
        return data[from + (int) offset] & 0xFF;
    }

    int u16(long offset, boolean little) throws Short {
        int a = u8(offset);
        int b = u8(offset + 1);
        return little ? a | b << 8 : a << 8 | b;
    }

    int u16(long offset) throws Short {
        return u16(offset, false);
    }

    long u32(long offset, boolean little) throws Short {
        long a = u16(offset, little);
        long b = u16(offset + 2, little);
        return little ? a | b << 16 : a << 16 | b;
    }

    long u32(long offset) throws Short {
        return u32(offset, false);
    }

    int u24little(long offset) throws Short {
        return u16(offset, true) | u8(offset + 2) << 16;
    }

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

    String ascii(long offset, int length) throws Short {
        ByteSlice part = slice(offset, length);
        return new String(data, part.from, part.size(), StandardCharsets.ISO_8859_1);
    }

    byte[] copy() {
        return java.util.Arrays.copyOfRange(data, from, to);
    }
}
