package com.engram.inference.image.decoding;

import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.ImageWarning.Code;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The colour behind transparent pixels: white, or dark grey for what would hardly be visible on white, such as a white logo.
 */
enum Backdrop {
    WHITE(255, "white"),
    DARK(51, "dark grey");

    /** Brightness below which a pixel can be seen on white. */
    private static final int VISIBLE = 215;

    /** The image is put on dark grey if less than this share of what is opaque can be seen on white. */
    private static final double FAINT = 0.02;

    /** Less opaque pixels count as transparent. */
    private static final int OPAQUE = 250;

    private final int level;
    private final String text;

    Backdrop(int level, String text) {
        this.level = level;
        this.text = text;
    }

    /**
     * Pixels on their backdrop.
     *
     * @param bgr blue, green and red
     * @param warning present if a share of the pixels is transparent that can be seen
     */
    record Flat(Mat bgr, Optional<ImageWarning> warning) {}

    /** Puts pixels with alpha on the backdrop that suits them. */
    static Flat flatten(Mat bgra, MatScope scope) {
        long clear = 0;
        double opacity = 0;
        double visible = 0;
        byte[] row = new byte[bgra.cols() * 4];
        for (int y = 0; y < bgra.rows(); y++) {
            bgra.get(y, 0, row);
            for (int at = 0; at < row.length; at += 4) {
                int alpha = row[at + 3] & 0xFF;
                int brightness = ((row[at] & 0xFF) + 2 * (row[at + 1] & 0xFF) + (row[at + 2] & 0xFF)) >> 2;
                visible += brightness < VISIBLE ? alpha : 0;
                opacity += alpha;
                clear += alpha < OPAQUE ? 1 : 0;
            }
        }
        boolean transparent = clear * 1000 > bgra.total();
        boolean faint = transparent && opacity > 0 && visible < FAINT * opacity;
        Backdrop backdrop = faint ? DARK : WHITE;
        Mat flat = backdrop.behind(bgra, scope);
        return new Flat(flat, transparent ? Optional.of(backdrop.warning()) : Optional.empty());
    }

    private ImageWarning warning() {
        return new ImageWarning(Code.TRANSPARENT, "The image is transparent. It was scored on " + text + ".");
    }

    /** Converts row by row, because another copy of a large image would exceed the memory limit of the decoder. */
    private Mat behind(Mat bgra, MatScope scope) {
        Mat out = scope.keep(new Mat(bgra.rows(), bgra.cols(), CvType.CV_8UC3));
        byte[] from = new byte[bgra.cols() * 4];
        byte[] to = new byte[bgra.cols() * 3];
        for (int y = 0; y < bgra.rows(); y++) {
            bgra.get(y, 0, from);
            for (int x = 0; x < bgra.cols(); x++) {
                int alpha = from[4 * x + 3] & 0xFF;
                for (int c = 0; c < 3; c++) {
                    int colour = from[4 * x + c] & 0xFF;
                    to[3 * x + c] = (byte) ((colour * alpha + level * (255 - alpha) + 127) / 255);
                }
            }
            out.put(y, 0, to);
        }
        return out;
    }
}
