package com.engram.inference.image.headers;

import com.engram.inference.image.headers.SourceColour.Chromaticities;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The colour chunks of a PNG. The third edition of the specification orders them: cICP, iCCP, sRGB, then gAMA with cHRM. */
final class PngColour {
    private static final int LARGEST_PROFILE = 4 << 20;

    /** The exponent that sRGB images declare, and how much another one must differ to be meant. */
    private static final double SRGB_GAMMA = 2.2;

    private static final double TOLERANCE = 0.06;

    private Optional<SourceColour> codePoints = Optional.empty();
    private Optional<SourceColour> profile = Optional.empty();
    private boolean srgb;
    private Optional<Double> gamma = Optional.empty();
    private Optional<Chromaticities> primaries = Optional.empty();

    /** Reads one of the chunks. A damaged one is ignored. */
    void chunk(String type, ByteSlice body) {
        try {
            read(type, body);
        } catch (ByteSlice.Truncated e) {
            return; // Colours as without the chunk.
        }
    }

    private void read(String type, ByteSlice body) throws ByteSlice.Truncated {
        switch (type) {
            case "cICP" -> codePoints = codePoints(body);
            case "iCCP" -> profile = profile(body);
            case "sRGB" -> srgb = true;
            case "gAMA" -> {
                double value = body.u32(0) / 100_000.0;
                gamma = value > 0.01 && value < 100 ? Optional.of(1 / value) : Optional.empty();
            }
            case "cHRM" -> primaries = chromaticities(body);
            default -> throw new IllegalArgumentException(type);
        }
    }

    /** What the chunks together say. */
    SourceColour resolved() {
        if (codePoints.isPresent() || profile.isPresent()) {
            return codePoints.or(() -> profile).get();
        }
        Optional<Double> exponent = gamma.filter(value -> Math.abs(value - SRGB_GAMMA) > TOLERANCE);
        if (srgb || exponent.isEmpty() && primaries.isEmpty()) {
            return SourceColour.SRGB;
        }
        return new SourceColour.Calibrated(exponent, primaries);
    }

    private static Optional<SourceColour> codePoints(ByteSlice body) throws ByteSlice.Truncated {
        boolean rgb = body.u8(2) == 0;
        boolean fullRange = body.u8(3) == 1;
        return rgb && fullRange ? Optional.of(new SourceColour.CodePoints(body.u8(0), body.u8(1))) : Optional.empty();
    }

    private static Optional<Chromaticities> chromaticities(ByteSlice body) throws ByteSlice.Truncated {
        double[] xy = new double[8];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = body.u32(4L * i) / 100_000.0;
            if (xy[i] > 1 || i % 2 == 1 && xy[i] <= 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new Chromaticities(xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]));
    }

    /** Reads an iCCP chunk: name, zero, compression method, deflated profile. A damaged or huge profile is ignored. */
    private static Optional<SourceColour> profile(ByteSlice body) throws ByteSlice.Truncated {
        int name = 0;
        while (body.u8(name) != 0) {
            name++;
        }
        ByteSlice deflated = body.slice(name + 2, body.size() - name - 2);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated.data(), deflated.from(), deflated.size());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int read;
            while ((read = inflater.inflate(buffer)) > 0) {
                out.write(buffer, 0, read);
                if (out.size() > LARGEST_PROFILE) {
                    return Optional.empty();
                }
            }
            return inflater.finished() ? Optional.of(new SourceColour.Icc(out.toByteArray())) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
