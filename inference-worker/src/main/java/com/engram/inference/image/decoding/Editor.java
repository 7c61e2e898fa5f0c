package com.engram.inference.image.decoding;

import com.engram.inference.image.Edit;
import com.engram.inference.image.Region;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.opencv.photo.Photo;

/** Applies edits to upright images in sRGB, whose channels are blue, green and red. */
final class Editor {
    private static final double MEDIUM_GREY = 127.5;

    /** The longer side to which a surrounding is reduced before it is inpainted; the filled region is smooth anyway. */
    private static final int INPAINTED_SIDE = 320;

    private static final double INPAINT_RADIUS = 4;

    /** What inpainting sees around the region, as a fraction of the region's longer side. */
    private static final double MARGIN = 0.35;

    private Editor() {}

    /** The edited image. The original does not change. */
    static Mat edit(Mat bgr, Edit edit, MatScope scope) {
        Rect region = pixels(edit.region(), bgr);
        return switch (edit.kind()) {
            case CROP -> scope.keep(bgr.submat(region));
            case REFRAME -> scope.keep(bgr.submat(reframed(bgr, edit)));
            case CONTRAST -> linear(bgr, edit.amount(), MEDIUM_GREY * (1 - edit.amount()), scope);
            case BRIGHTNESS -> linear(bgr, edit.amount(), 0, scope);
            case SATURATION -> saturated(bgr, edit.amount(), scope);
            case GREYSCALE -> saturated(bgr, 0, scope);
            case BLUR -> blurred(bgr, region, edit.amount(), scope);
            case REMOVE -> inpainted(bgr, region, scope);
            case ENLARGE -> enlarged(bgr, region, edit.amount(), scope);
            case MIRROR -> {
                Mat out = scope.keep(new Mat());
                Core.flip(bgr, out, 1);
                yield out;
            }
        };
    }

    private static Rect pixels(Region region, Mat bgr) {
        int left = clamped(region.x() * bgr.cols(), 0, bgr.cols() - 1);
        int top = clamped(region.y() * bgr.rows(), 0, bgr.rows() - 1);
        int right = clamped((region.x() + region.width()) * bgr.cols(), left + 1, bgr.cols());
        int bottom = clamped((region.y() + region.height()) * bgr.rows(), top + 1, bgr.rows());
        return new Rect(left, top, right - left, bottom - top);
    }

    private static int clamped(double value, int least, int most) {
        return (int) Math.max(least, Math.min(most, Math.round(value)));
    }

    /** The largest part with the aspect ratio, as near to the centre of the region as the edges allow. */
    private static Rect reframed(Mat bgr, Edit edit) {
        double aspect = edit.amount();
        int width = clamped(Math.min(bgr.cols(), bgr.rows() * aspect), 1, bgr.cols());
        int height = clamped(Math.min(bgr.rows(), bgr.cols() / aspect), 1, bgr.rows());
        Region region = edit.region();
        double centreX = (region.x() + region.width() / 2) * bgr.cols();
        double centreY = (region.y() + region.height() / 2) * bgr.rows();
        return new Rect(
                clamped(centreX - width / 2.0, 0, bgr.cols() - width),
                clamped(centreY - height / 2.0, 0, bgr.rows() - height),
                width,
                height);
    }

    private static Mat linear(Mat bgr, double factor, double offset, MatScope scope) {
        Mat out = scope.keep(new Mat());
        bgr.convertTo(out, -1, factor, offset);
        return out;
    }

    /** The matrix of the filter {@code saturate} of CSS; with 0, it is that of {@code grayscale}. */
    private static Mat saturated(Mat bgr, double factor, MatScope scope) {
        double[] share = {0.072, 0.715, 0.213};
        Mat matrix = scope.keep(new Mat(3, 3, CvType.CV_32F));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                matrix.put(row, column, share[column] * (1 - factor) + (row == column ? factor : 0));
            }
        }
        Mat out = scope.keep(new Mat());
        Core.transform(bgr, out, matrix);
        return out;
    }

    private static Mat blurred(Mat bgr, Rect region, double percent, MatScope scope) {
        Mat out = scope.keep(bgr.clone());
        Mat part = scope.keep(out.submat(region));
        double deviation = Math.max(0.5, percent / 100 * Math.max(bgr.cols(), bgr.rows()));
        Imgproc.GaussianBlur(scope.keep(part.clone()), part, new Size(), deviation);
        return out;
    }

    private static Mat inpainted(Mat bgr, Rect region, MatScope scope) {
        int margin = (int) Math.max(8, MARGIN * Math.max(region.width, region.height));
        int left = Math.max(0, region.x - margin);
        int top = Math.max(0, region.y - margin);
        Rect around = new Rect(
                left,
                top,
                Math.min(bgr.cols(), region.x + region.width + margin) - left,
                Math.min(bgr.rows(), region.y + region.height + margin) - top);
        Mat surrounding = scope.keep(bgr.submat(around));
        Mat small = OpenCvDecoder.atMost(surrounding, INPAINTED_SIDE, scope);
        double scaleX = small.cols() / (double) around.width;
        double scaleY = small.rows() / (double) around.height;
        Mat mask = scope.keep(Mat.zeros(small.size(), CvType.CV_8UC1));
        Imgproc.rectangle(
                mask,
                new Rect(
                        (int) ((region.x - left) * scaleX),
                        (int) ((region.y - top) * scaleY),
                        (int) Math.ceil(region.width * scaleX) + 1,
                        (int) Math.ceil(region.height * scaleY) + 1),
                Scalar.all(255),
                Imgproc.FILLED);
        Mat filled = scope.keep(new Mat());
        Photo.inpaint(small, mask, filled, INPAINT_RADIUS, Photo.INPAINT_TELEA);
        Mat large = scope.keep(new Mat());
        Imgproc.resize(filled, large, surrounding.size(), 0, 0, Imgproc.INTER_LINEAR);
        Mat out = scope.keep(bgr.clone());
        Rect within = new Rect(region.x - left, region.y - top, region.width, region.height);
        scope.keep(large.submat(within)).copyTo(scope.keep(out.submat(region)));
        return out;
    }

    /** The enlarged region stays within the image. If it is larger than the image in a direction, its middle is shown. */
    private static Mat enlarged(Mat bgr, Rect region, double factor, MatScope scope) {
        Mat part = scope.keep(new Mat());
        Size size = new Size(Math.round(region.width * factor), Math.round(region.height * factor));
        Imgproc.resize(scope.keep(bgr.submat(region)), part, size, 0, 0, Imgproc.INTER_CUBIC);
        int width = Math.min(part.cols(), bgr.cols());
        int height = Math.min(part.rows(), bgr.rows());
        Mat shown =
                scope.keep(part.submat(new Rect((part.cols() - width) / 2, (part.rows() - height) / 2, width, height)));
        int left = clamped(region.x + (region.width - width) / 2.0, 0, bgr.cols() - width);
        int top = clamped(region.y + (region.height - height) / 2.0, 0, bgr.rows() - height);
        Mat out = scope.keep(bgr.clone());
        shown.copyTo(scope.keep(out.submat(new Rect(left, top, width, height))));
        return out;
    }
}
