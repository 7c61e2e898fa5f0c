package com.engram.inference.image.decoding;

import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Downscales previews and thumbnails in a sixth of the time of exact area averaging: averages blocks of whole pixels first and
 * interpolates the remaining factor, which is below two. The input of the network is averaged exactly instead.
 */
final class Downscaler {
    private Downscaler() {}

    /**
     * Scales to a size whose long side is at most {@code longest} pixels and which is not larger than {@code whole}.
     *
     * @param whole the size of the image at full resolution
     * @param mat the image, possibly decoded at a reduced size
     */
    static Mat to(Size whole, Mat mat, int longest, MatScope scope) {
        double scale = Math.min(1, longest / Math.max(whole.width, whole.height));
        Size size = new Size(side(whole.width * scale), side(whole.height * scale));
        int factor = (int) Math.max(1, Math.min(mat.cols() / size.width, mat.rows() / size.height));
        return resized(averaged(mat, factor, scope), size, Imgproc.INTER_LINEAR, scope);
    }

    /** The mean of blocks of {@code factor * factor} pixels; incomplete blocks at the right and lower edge are dropped. */
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
