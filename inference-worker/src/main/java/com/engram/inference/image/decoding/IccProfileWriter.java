package com.engram.inference.image.decoding;

import com.engram.inference.image.headers.SourceColour.Chromaticities;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the ICC profile of a colour space that a file describes by numbers, so that the colour management library converts its
 * pixels like those of an embedded profile. The library of the JDK has no call for this. The formulas are those of ICC.1:2022,
 * annex E.
 */
final class IccProfileWriter {
    private static final double[] D50 = {0.9642, 1, 0.8249};

    /** The Bradford matrix, which adapts colours to another white point. */
    private static final double[][] BRADFORD = {
        {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
    };

    private static final int HEADER = 128;

    private IccProfileWriter() {}

    /** An RGB profile. A gamma of 0 stands for the transfer function of sRGB. */
    static byte[] rgb(Chromaticities primaries, double gamma) {
        double[][] columns = columns(primaries);
        Map<String, byte[]> tags = new TreeMap<>();
        tags.put("rXYZ", xyz(columns[0][0], columns[1][0], columns[2][0]));
        tags.put("gXYZ", xyz(columns[0][1], columns[1][1], columns[2][1]));
        tags.put("bXYZ", xyz(columns[0][2], columns[1][2], columns[2][2]));
        for (String channel : new String[] {"rTRC", "gTRC", "bTRC"}) {
            tags.put(channel, curve(gamma));
        }
        return profile("RGB ", tags);
    }

    /** A profile for grey pixels. A gamma of 0 stands for the transfer function of sRGB. */
    static byte[] grey(double gamma) {
        Map<String, byte[]> tags = new TreeMap<>();
        tags.put("kTRC", curve(gamma));
        return profile("GRAY", tags);
    }

    /** The XYZ values of the primaries as columns, adapted to D50. */
    private static double[][] columns(Chromaticities at) {
        double[][] unscaled =
                columns(xyzOf(at.redX(), at.redY()), xyzOf(at.greenX(), at.greenY()), xyzOf(at.blueX(), at.blueY()));
        double[] white = xyzOf(at.whiteX(), at.whiteY());
        double[] scale = times(inverse(unscaled), white);
        double[] from = times(BRADFORD, white);
        double[] to = times(BRADFORD, D50);
        double[][] adapted = new double[3][3];
        for (int channel = 0; channel < 3; channel++) {
            double[] cone = new double[3];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    cone[i] += BRADFORD[i][j] * unscaled[j][channel] * scale[channel];
                }
                cone[i] *= to[i] / from[i];
            }
            double[] xyz = times(inverse(BRADFORD), cone);
            for (int i = 0; i < 3; i++) {
                adapted[i][channel] = xyz[i];
            }
        }
        return adapted;
    }

    private static double[][] columns(double[] first, double[] second, double[] third) {
        double[][] matrix = new double[3][];
        for (int i = 0; i < 3; i++) {
            matrix[i] = new double[] {first[i], second[i], third[i]};
        }
        return matrix;
    }

    private static double[] xyzOf(double x, double y) {
        return new double[] {x / y, 1, (1 - x - y) / y};
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                out[i] += matrix[i][j] * vector[j];
            }
        }
        return out;
    }

    private static double[][] inverse(double[][] m) {
        double determinant = 0;
        double[][] out = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                out[j][i] = m[(i + 1) % 3][(j + 1) % 3] * m[(i + 2) % 3][(j + 2) % 3]
                        - m[(i + 1) % 3][(j + 2) % 3] * m[(i + 2) % 3][(j + 1) % 3];
            }
            determinant += i == 0 ? m[0][0] * out[0][0] + m[0][1] * out[1][0] + m[0][2] * out[2][0] : 0;
        }
        if (determinant == 0) {
            throw new IllegalArgumentException("The primaries lie on one line");
        }
        for (double[] row : out) {
            for (int j = 0; j < 3; j++) {
                row[j] /= determinant;
            }
        }
        return out;
    }

    private static byte[] xyz(double x, double y, double z) {
        return ByteBuffer.allocate(20)
                .put(ascii("XYZ "))
                .putInt(0)
                .putInt(fixed(x))
                .putInt(fixed(y))
                .putInt(fixed(z))
                .array();
    }

    private static byte[] curve(double gamma) {
        if (gamma > 0) {
            return ByteBuffer.allocate(16)
                    .put(ascii("para"))
                    .putInt(0)
                    .putInt(0) // type 0: the power function
                    .putInt(fixed(gamma))
                    .array();
        }
        return ByteBuffer.allocate(32)
                .put(ascii("para"))
                .putInt(0)
                .putInt(3 << 16) // type 3: a power function with a linear part near black
                .putInt(fixed(2.4))
                .putInt(fixed(1 / 1.055))
                .putInt(fixed(0.055 / 1.055))
                .putInt(fixed(1 / 12.92))
                .putInt(fixed(0.04045))
                .array();
    }

    private static int fixed(double value) {
        return (int) Math.round(value * 65536);
    }

    private static byte[] profile(String space, Map<String, byte[]> tags) {
        tags.put("wtpt", xyz(D50[0], D50[1], D50[2]));
        tags.put("desc", text("Engram"));
        tags.put("cprt", text("None"));
        int size = HEADER + 4 + 12 * tags.size();
        for (byte[] tag : tags.values()) {
            size += tag.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(size)
                .putInt(0)
                .putInt(0x04200000)
                .put(ascii("mntr"))
                .put(ascii(space))
                .put(ascii("XYZ "));
        out.position(36).put(ascii("acsp"));
        out.position(68).putInt(fixed(D50[0])).putInt(fixed(D50[1])).putInt(fixed(D50[2]));
        out.position(HEADER).putInt(tags.size());
        int at = HEADER + 4 + 12 * tags.size();
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            out.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
            at += tag.getValue().length;
        }
        tags.values().forEach(out::put);
        return out.array();
    }

    /** A text in one language. Its length must be a multiple of 2, so that all tags begin at a multiple of 4. */
    private static byte[] text(String text) {
        return ByteBuffer.allocate(28 + 2 * text.length())
                .put(ascii("mluc"))
                .putInt(0)
                .putInt(1)
                .putInt(12)
                .put(ascii("enUS"))
                .putInt(2 * text.length())
                .putInt(28)
                .put(text.getBytes(StandardCharsets.UTF_16BE))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
