package com.engram.inference.image.headers;

import java.util.Optional;

/** What a file says about the colours of its pixels. Everything else than sRGB is converted to sRGB. */
public sealed interface SourceColour {
    /** The file says nothing, or says that its pixels are sRGB. */
    SourceColour SRGB = new Srgb();

    /** Pixels in sRGB. */
    record Srgb() implements SourceColour {}

    /**
     * Pixels of an ICC profile.
     *
     * @param profile the embedded profile, not validated
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Icc(byte[] profile) implements SourceColour {}

    /**
     * Pixels described by the code points of ITU-T H.273.
     *
     * @param primaries the code of the colour primaries, such as 1 for BT.709 and 12 for Display P3
     * @param transfer the code of the transfer function, such as 13 for sRGB and 16 for PQ
     */
    record CodePoints(int primaries, int transfer) implements SourceColour {
        private static final int PQ = 16;
        private static final int HLG = 18;

        /** Whether the pixels have a high dynamic range, which must be mapped to that of sRGB. */
        public boolean isHdr() {
            return transfer == PQ || transfer == HLG;
        }
    }

    /**
     * Pixels with a power function as transfer function.
     *
     * @param gamma the exponent from pixel values to light, such as 2.2; empty for the transfer function of sRGB
     * @param primaries empty for the primaries of sRGB
     */
    record Calibrated(Optional<Double> gamma, Optional<Chromaticities> primaries) implements SourceColour {}

    /** CIE 1931 x and y of the white point and of the three primaries. */
    record Chromaticities(
            double whiteX,
            double whiteY,
            double redX,
            double redY,
            double greenX,
            double greenY,
            double blueX,
            double blueY) {}
}
