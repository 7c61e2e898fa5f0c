package com.engram.inference.image.decoding;

import com.engram.inference.image.headers.SourceColour;
import com.engram.inference.image.headers.SourceColour.Calibrated;
import com.engram.inference.image.headers.SourceColour.Chromaticities;
import com.engram.inference.image.headers.SourceColour.CodePoints;
import com.engram.inference.image.headers.SourceColour.Icc;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The ICC profile of the pixels of a file, embedded or written from what the file declares. */
final class SourceProfile {
    private static final double SRGB_CURVE = 0;
    private static final Chromaticities BT709 = new Chromaticities(0.3127, 0.329, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06);

    private SourceProfile() {}

    /**
     * The profile.
     *
     * @param channels the number of colour channels
     * @return empty if the pixels are sRGB
     */
    static Optional<byte[]> of(SourceColour colour, int channels) {
        if (colour instanceof Icc icc) {
            return isSrgb(icc.profile()) ? Optional.empty() : Optional.of(icc.profile());
        } else if (colour instanceof Calibrated calibrated) {
            return written(
                    calibrated.primaries().orElse(BT709), calibrated.gamma().orElse(SRGB_CURVE), channels);
        } else if (colour instanceof CodePoints codes) {
            return written(primaries(codes.primaries()), gamma(codes.transfer()), channels);
        }
        return Optional.empty();
    }

    private static Optional<byte[]> written(Chromaticities primaries, double gamma, int channels) {
        if (gamma == SRGB_CURVE && (channels == 1 || primaries.equals(BT709))) {
            return Optional.empty();
        }
        try {
            return Optional.of(channels == 1 ? IccProfileWriter.grey(gamma) : IccProfileWriter.rgb(primaries, gamma));
        } catch (IllegalArgumentException e) { // Primaries that cannot be inverted say nothing.
            return Optional.empty();
        }
    }

    /** Recognises sRGB by the name of the profile, because its curves differ between writers. Linear sRGB is another space. */
    private static boolean isSrgb(byte[] profile) {
        String text = new String(profile, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .toLowerCase(Locale.ROOT);
        return text.contains("srgb") && !text.contains("linear");
    }

    /** The primaries by their code in ITU-T H.273; those of sRGB if the code is unknown. */
    private static Chromaticities primaries(int code) {
        return switch (code) {
            case 4 -> new Chromaticities(0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08);
            case 5 -> new Chromaticities(0.3127, 0.329, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06);
            case 6, 7 -> new Chromaticities(0.3127, 0.329, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070);
            case 8 -> new Chromaticities(0.310, 0.316, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049);
            case 9 -> new Chromaticities(0.3127, 0.329, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046);
            case 11 -> new Chromaticities(0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060);
            case 12 -> new Chromaticities(0.3127, 0.329, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060);
            case 22 -> new Chromaticities(0.3127, 0.329, 0.630, 0.340, 0.295, 0.605, 0.155, 0.077);
            default -> BT709;
        };
    }

    /** The exponent of a transfer function. Like browsers, those of video, such as BT.709, count as that of sRGB. */
    private static double gamma(int code) {
        return switch (code) {
            case 4 -> 2.2;
            case 5 -> 2.8;
            case 8 -> 1;
            case 17 -> 2.6;
            default -> SRGB_CURVE;
        };
    }
}
