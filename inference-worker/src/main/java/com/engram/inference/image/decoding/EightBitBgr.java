package com.engram.inference.image.decoding;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/** Converts decoded images (greyscale, with alpha, 16 bits per channel) to 8-bit BGR with transparency on a white background. */
final class EightBitBgr {
    private EightBitBgr() {}

    /** The converted image, which is the same object if nothing has to change. */
    static Mat from(Mat mat, MatScope scope) {
        Mat eight = mat;
        if (mat.depth() == CvType.CV_16U) {
            eight = scope.keep(new Mat());
            mat.convertTo(eight, CvType.CV_8U, 1 / 257.0);
        }
        return switch (eight.channels()) {
            case 3 -> eight;
            case 1 -> converted(eight, Imgproc.COLOR_GRAY2BGR, scope);
            case 4 -> withoutAlpha(eight, scope);
            default -> throw new IllegalArgumentException(eight.channels() + " channels");
        };
    }

    private static Mat converted(Mat mat, int conversion, MatScope scope) {
        Mat out = scope.keep(new Mat());
        Imgproc.cvtColor(mat, out, conversion);
        return out;
    }

    /** Converts row by row, because another copy of a large image would exceed the memory limit of the decoder. */
    private static Mat withoutAlpha(Mat bgra, MatScope scope) {
        Mat out = scope.keep(new Mat(bgra.rows(), bgra.cols(), CvType.CV_8UC3));
        byte[] from = new byte[bgra.cols() * 4];
        byte[] to = new byte[bgra.cols() * 3];
        for (int row = 0; row < bgra.rows(); row++) {
            bgra.get(row, 0, from);
            for (int x = 0; x < bgra.cols(); x++) {
                int alpha = from[4 * x + 3] & 0xFF;
                for (int c = 0; c < 3; c++) {
                    int colour = from[4 * x + c] & 0xFF;
                    to[3 * x + c] = (byte) ((colour * alpha + 255 * (255 - alpha) + 127) / 255);
                }
            }
            out.put(row, 0, to);
        }
        return out;
    }
}
