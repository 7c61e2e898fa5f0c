package com.engram.inference.image.decoding;

import java.nio.charset.StandardCharsets;

/**
 * What the APP14 segment of Adobe says about a CMYK JPEG.
 *
 * @param isInverted whether 255 means no ink, as Adobe's programs write it
 * @param isYcck whether the inks are stored as luma and chroma
 */
record AdobeMarker(boolean isInverted, boolean isYcck) {
    private static final byte[] NAME = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int TRANSFORM = 15;
    private static final int YCCK = 2;

    /** The segment of a file whose header was validated. */
    static AdobeMarker of(byte[] jpeg) {
        for (int at = 2; at + 4 + TRANSFORM < jpeg.length; at++) {
            int marker = jpeg[at + 1] & 0xFF;
            if (jpeg[at] != (byte) 0xFF || marker == 0xFF || marker <= 0x01) {
                continue; // a byte between two segments
            }
            if (marker == 0xDA) {
                break;
            }
            int length = (jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF;
            if (marker == 0xEE && length >= TRANSFORM - 1 && isAdobe(jpeg, at + 4)) {
                return new AdobeMarker(true, jpeg[at + TRANSFORM] == YCCK);
            }
            at += 1 + length;
        }
        return new AdobeMarker(false, false);
    }

    private static boolean isAdobe(byte[] jpeg, int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (jpeg[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }
}
