package com.engram.inference.image.decoding;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.ffmpeg.DecodedFrame;
import com.engram.inference.image.ffmpeg.FfmpegDecoder;
import com.engram.inference.image.ffmpeg.FfmpegLibrary;
import com.engram.inference.image.headers.HeifFile;
import com.engram.inference.image.headers.HeifImage;
import com.engram.inference.image.headers.HeifImage.Change;
import com.engram.inference.image.headers.HeifImage.Crop;
import com.engram.inference.image.headers.HeifImage.Derived;
import com.engram.inference.image.headers.HeifImage.Layer;
import com.engram.inference.image.headers.HeifImage.Mirror;
import com.engram.inference.image.headers.HeifImage.Overlay;
import com.engram.inference.image.headers.HeifImage.Turn;
import com.engram.inference.image.headers.ImageHeader;
import com.engram.inference.image.headers.SourceColour;
import com.engram.inference.image.headers.SourceColour.CodePoints;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Decodes AVIF and HEIC: coded images with FFmpeg, and crops, rotates, reflects and overlays them as the file says. */
final class HeifReader {
    /** Twice the long side of a preview; larger images are scaled down as they are decoded. */
    private static final int MAX_SIDE = 2560;

    private final FfmpegDecoder decoder;

    HeifReader(DecodeLimits limits) {
        this.decoder = new FfmpegDecoder(limits.pixels(), MAX_SIDE);
    }

    private record Rendered(Mat mat, SourceColour colour, boolean toneMapped) {}

    /** The upright image. */
    StoredImage read(byte[] file, ImageHeader header, MatScope scope) throws RejectedImageException {
        FfmpegLibrary.require(header.format().name());
        Rendered rendered = render(HeifFile.image(file), scope);
        StoredImage stored = StoredImage.of(rendered.mat, 3, rendered.colour, scope);
        return rendered.toneMapped ? stored.with(toneMapped()) : stored;
    }

    static ImageWarning toneMapped() {
        return new ImageWarning(
                ImageWarning.Code.TONE_MAPPED,
                "The image has a high dynamic range. It was scored as an ordinary display shows it.");
    }

    private Rendered render(HeifImage image, MatScope scope) throws RejectedImageException {
        Rendered plain;
        if (image.content() instanceof Derived derived) {
            plain = render(derived.image(), scope);
        } else if (image.content() instanceof Overlay overlay) {
            plain = render(overlay, scope);
        } else {
            plain = decode(image, scope);
        }
        Mat changed = changed(plain.mat, image, scope);
        return new Rendered(changed, plain.colour, plain.toneMapped);
    }

    private Rendered decode(HeifImage image, MatScope scope) throws RejectedImageException {
        DecodedFrame frame = decoder.decode(image.content(), image.colour(), image.matrix(), false);
        Mat bgr = mat(frame, scope);
        SourceColour coded = new CodePoints(frame.primaries(), frame.transfer());
        SourceColour colour =
                image.colour().filter(SourceColour.Icc.class::isInstance).orElse(coded);
        boolean toneMapped = image.colour().orElse(coded) instanceof CodePoints declared && declared.isHdr();
        if (image.alpha().isEmpty()) {
            return new Rendered(bgr, colour, toneMapped);
        }
        HeifImage opacity = image.alpha().get();
        Mat alpha = mat(decoder.decode(opacity.content(), Optional.empty(), opacity.matrix(), true), scope);
        return new Rendered(withAlpha(bgr, alpha, scope), colour, toneMapped);
    }

    private static Mat mat(DecodedFrame frame, MatScope scope) {
        int type = frame.channels() == 1 ? CvType.CV_8UC1 : CvType.CV_8UC3;
        Mat mat = scope.keep(new Mat(frame.height(), frame.width(), type));
        mat.put(0, 0, frame.pixels());
        return mat;
    }

    private static Mat withAlpha(Mat bgr, Mat alpha, MatScope scope) {
        Mat fitting = resized(alpha, bgr.size(), scope);
        Mat bgra = scope.keep(new Mat());
        Imgproc.cvtColor(bgr, bgra, Imgproc.COLOR_BGR2BGRA);
        Core.insertChannel(fitting, bgra, 3);
        return bgra;
    }

    private Rendered render(Overlay overlay, MatScope scope) throws RejectedImageException {
        double scale = Math.min(1, MAX_SIDE / (double) Math.max(overlay.width(), overlay.height()));
        List<Integer> fill = overlay.fill();
        Mat canvas = scope.keep(new Mat(
                scaled(overlay.height(), scale),
                scaled(overlay.width(), scale),
                CvType.CV_8UC3,
                new Scalar(fill.get(2), fill.get(1), fill.get(0))));
        SourceColour colour = SourceColour.SRGB;
        boolean toneMapped = false;
        for (Layer layer : overlay.layers()) {
            Rendered rendered = render(layer.image(), scope);
            Mat opaque = StoredImage.of(rendered.mat, 3, rendered.colour, scope).bgr();
            Size size = new Size(
                    scaled(layer.image().width(), scale), scaled(layer.image().height(), scale));
            paste(
                    resized(opaque, size, scope),
                    canvas,
                    (int) Math.round(layer.left() * scale),
                    (int) Math.round(layer.top() * scale),
                    scope);
            colour = rendered.colour;
            toneMapped |= rendered.toneMapped;
        }
        return new Rendered(canvas, colour, toneMapped);
    }

    /** Copies an image to a position of a canvas; what extends beyond it is cut off. */
    static void paste(Mat image, Mat canvas, int left, int top, MatScope scope) {
        int fromX = Math.max(0, left);
        int fromY = Math.max(0, top);
        int toX = Math.min(canvas.cols(), left + image.cols());
        int toY = Math.min(canvas.rows(), top + image.rows());
        if (fromX < toX && fromY < toY) {
            Mat part = scope.keep(image.submat(fromY - top, toY - top, fromX - left, toX - left));
            part.copyTo(scope.keep(canvas.submat(fromY, toY, fromX, toX)));
        }
    }

    private static int scaled(int length, double scale) {
        return Math.max(1, (int) Math.round(length * scale));
    }

    private static Mat resized(Mat mat, Size size, MatScope scope) {
        if (mat.size().equals(size)) {
            return mat;
        }
        Mat out = scope.keep(new Mat());
        Imgproc.resize(mat, out, size, 0, 0, Imgproc.INTER_AREA);
        return out;
    }

    private static Mat changed(Mat mat, HeifImage image, MatScope scope) {
        Mat out = mat;
        int width = image.content().width();
        int height = image.content().height();
        for (Change change : image.changes()) {
            if (change instanceof Crop crop) {
                out = cropped(out, crop, out.cols() / (double) width, out.rows() / (double) height, scope);
                width = crop.width();
                height = crop.height();
            } else if (change instanceof Turn turn) {
                out = turned(out, turn.quarters(), scope);
                if (turn.quarters() % 2 == 1) {
                    int swapped = width;
                    width = height;
                    height = swapped;
                }
            } else if (change instanceof Mirror mirror) {
                Mat mirrored = scope.keep(new Mat());
                Core.flip(out, mirrored, mirror.leftRight() ? 1 : 0);
                out = mirrored;
            }
        }
        return out;
    }

    private static Mat cropped(Mat mat, Crop crop, double scaleX, double scaleY, MatScope scope) {
        int left = Math.min(mat.cols() - 1, (int) Math.round(crop.left() * scaleX));
        int top = Math.min(mat.rows() - 1, (int) Math.round(crop.top() * scaleY));
        int width = Math.min(mat.cols() - left, scaled(crop.width(), scaleX));
        int height = Math.min(mat.rows() - top, scaled(crop.height(), scaleY));
        // Copied, because other operations expect rows without gaps.
        Mat out = scope.keep(new Mat());
        scope.keep(mat.submat(new Rect(left, top, width, height))).copyTo(out);
        return out;
    }

    private static Mat turned(Mat mat, int quarters, MatScope scope) {
        if (quarters == 0) {
            return mat;
        }
        Mat out = scope.keep(new Mat());
        Core.rotate(
                mat,
                out,
                switch (quarters) {
                    case 1 -> Core.ROTATE_90_COUNTERCLOCKWISE;
                    case 2 -> Core.ROTATE_180;
                    default -> Core.ROTATE_90_CLOCKWISE;
                });
        return out;
    }
}
