package com.engram.inference.image.decoding;

import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Makes images smaller for showing, in a sixth of the time of an exact mean over areas: whole numbers of pixels are averaged
 * first, which is fast, and what is left, a factor below two, is interpolated. Scores take the exact way.
 */
final class Downscaler {
    private Downscaler() {}

    /**
     * To the size at which {@code whole} is {@code longest} pixels long; never larger than {@code whole}.
     *
     * @param mat the image, perhaps already smaller than {@code whole}
     */
    static Mat to(Size whole, Mat mat, int longest, MatScope scope) {
        double scale = Math.min(1, longest / Math.max(whole.width, whole.height));
        Size size = new Size(side(whole.width * scale), side(whole.height * scale));
        int factor = (int) Math.max(1, Math.min(mat.cols() / size.width, mat.rows() / size.height));
        return resized(averaged(mat, factor, scope), size, Imgproc.INTER_LINEAR, scope);
    }

    /** The mean of squares of pixels; up to {@code factor - 1} at the right and lower edge are left out. */
    private static Mat averaged(Mat mat, int factor, MatScope scope) {
        int columns = mat.cols() / factor;
        int rows = mat.rows() / factor;
        Mat even = scope.keep(mat.submat(new Rect(0, 0, columns * factor, rows * factor)));
        return resized(even, new Size(columns, rows), Imgproc.INTER_AREA, scope);
    }

    private static Mat resized(Mat mat, Size size, int how, MatScope scope) {
        if (mat.size().equals(size)) {
            return mat;
        }
        Mat out = scope.keep(new Mat());
        Imgproc.resize(mat, out, size, 0, 0, how);
        return out;
    }

    private static int side(double length) {
        return Math.max(1, (int) Math.round(length));
    }
}
