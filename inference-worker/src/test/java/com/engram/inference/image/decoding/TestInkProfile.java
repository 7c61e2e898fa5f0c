package com.engram.inference.image.decoding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A profile for four inks that is unlike any real one: paper is white, and everything with black ink is red. */
final class TestInkProfile {
    /** The colour of black ink: L* 50, a* 60, b* 40 in sRGB. */
    static final int RED = 0xD63D38;

    private TestInkProfile() {}

    /** An ICC profile with a table of two levels per ink. */
    static byte[] bytes() {
        byte[] table = table();
        ByteBuffer out = ByteBuffer.allocate(128 + 4 + 2 * 12 + 20 + table.length);
        out.putInt(out.capacity()).putInt(0).putInt(0x02400000);
        put(out, "prtr");
        put(out, "CMYK");
        put(out, "Lab ");
        out.position(36);
        put(out, "acsp");
        out.position(68).putInt(0xF6D6).putInt(0x10000).putInt(0xD32D);
        out.position(128).putInt(2);
        put(out, "A2B1");
        out.putInt(128 + 28 + 20).putInt(table.length);
        put(out, "wtpt");
        out.putInt(128 + 28).putInt(20);
        put(out, "XYZ ");
        out.putInt(0).putInt(0xF6D6).putInt(0x10000).putInt(0xD32D);
        return out.put(table).array();
    }

    /** A lut8Type. The last ink varies fastest. */
    private static byte[] table() {
        ByteBuffer out = ByteBuffer.allocate(48 + 4 * 256 + 16 * 3 + 3 * 256);
        put(out, "mft1");
        out.putInt(0).put(new byte[] {4, 3, 2, 0});
        for (int i = 0; i < 9; i++) {
            out.putInt(i % 4 == 0 ? 0x10000 : 0);
        }
        ramps(out, 4);
        for (int inks = 0; inks < 16; inks++) {
            boolean black = inks % 2 == 1;
            out.put((byte) (black ? 128 : 255)).put((byte) (black ? 188 : 128)).put((byte) (black ? 168 : 128));
        }
        ramps(out, 3);
        return out.array();
    }

    private static void ramps(ByteBuffer out, int number) {
        for (int i = 0; i < number * 256; i++) {
            out.put((byte) i);
        }
    }

    private static void put(ByteBuffer out, String text) {
        out.put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
