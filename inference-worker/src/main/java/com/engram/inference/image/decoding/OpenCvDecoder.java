package com.engram.inference.image.decoding;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Derivative;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.InputSize;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.Variant;
import com.engram.inference.image.ffmpeg.DecodedFrame;
import com.engram.inference.image.ffmpeg.FfmpegDecoder;
import com.engram.inference.image.ffmpeg.FfmpegLibrary;
import com.engram.inference.image.headers.GifCanvas;
import com.engram.inference.image.headers.HeaderValidator;
import com.engram.inference.image.headers.ImageFormat;
import com.engram.inference.image.headers.ImageHeader;
import com.engram.inference.image.headers.PngRepair;
import com.engram.inference.image.headers.SourceColour;
import com.engram.inference.image.headers.SourceColour.CodePoints;
import com.engram.inference.image.headers.WebpFirstFrame;
import com.engram.inference.platform.NativeLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Decodes in the current process. A malicious file can crash it or exhaust its memory, so use an isolated decoder for untrusted
 * files, or run this one in a process that may be killed.
 */
public final class OpenCvDecoder implements Decoder {
    private final DecodeLimits limits;
    private final HeifReader heif;

    /** A decoder; loads OpenCV if necessary. Of the limits it applies only the number of pixels. */
    public OpenCvDecoder(DecodeLimits limits) {
        this.limits = limits;
        this.heif = new HeifReader(limits);
        NativeLibraries.loadOpenCv();
    }

    @Override
    public DecodedImage decode(byte[] file, DecodeRequest request) throws RejectedImageException {
        ImageHeader header = HeaderValidator.validate(file, limits);
        try (MatScope scope = new MatScope()) {
            return decode(file, header, request, scope);
        } catch (CvException e) {
            throw new RejectedImageException(Reason.UNREADABLE, "The image is damaged.");
        }
    }

    @Override
    public boolean isSlow(byte[] file) throws RejectedImageException {
        return HeaderValidator.isSlow(file, limits);
    }

    private DecodedImage decode(byte[] file, ImageHeader header, DecodeRequest request, MatScope scope)
            throws RejectedImageException {
        StoredImage stored = stored(file, header, request.side(), scope);
        Mat preview = sized(stored, header, Derivative.PREVIEW_SIDE, scope);
        boolean turned = header.orientation() >= 5;
        int width = turned ? header.height() : header.width();
        int height = turned ? header.width() : header.height();
        List<Pixels> scaled = new ArrayList<>();
        for (int side : request.sides()) {
            InputSize fit = InputSize.of(width, height, side);
            scaled.add(pixels(resized(preview, fit.width(), fit.height(), scope), scope));
        }
        List<ImageWarning> warnings = warnings(header, stored, scaled.get(0));
        if (!request.variants().isEmpty()) {
            boolean files = request.side() != Derivative.PREVIEW_SIDE;
            Mat large = files ? sized(stored, header, request.side(), scope) : preview;
            List<Variant> variants = variants(preview, large, header, request);
            return new DecodedImage(width, height, scaled, Optional.empty(), Optional.empty(), warnings, variants);
        }
        if (!request.derivatives()) {
            return new DecodedImage(width, height, scaled, Optional.empty(), Optional.empty(), warnings);
        }
        Mat thumbnail = Downscaler.to(preview.size(), preview, Derivative.THUMBNAIL_SIDE, scope);
        return new DecodedImage(
                width,
                height,
                scaled,
                Optional.of(JpegEncoder.encode(preview)),
                Optional.of(JpegEncoder.encode(thumbnail)),
                warnings);
    }

    /**
     * Each variant releases its memory before the next.
     *
     * @param preview what is scored, so that a score does not depend on whether a file is requested
     * @param large what files are made from
     */
    private static List<Variant> variants(Mat preview, Mat large, ImageHeader header, DecodeRequest request) {
        List<Variant> variants = new ArrayList<>();
        for (Variant.Requested requested : request.variants()) {
            try (MatScope scope = new MatScope()) {
                Mat edited = Editor.edit(preview, requested.edit(), scope);
                InputSize fit = InputSize.of(
                        edited.cols(), edited.rows(), request.sides().get(0));
                Pixels scaled = pixels(resized(edited, fit.width(), fit.height(), scope), scope);
                variants.add(new Variant(
                        edited.cols(),
                        edited.rows(),
                        scaled,
                        EmptyImageDetector.warning(header, scaled).isPresent(),
                        requested.file()
                                ? Optional.of(JpegEncoder.encode(Editor.edit(large, requested.edit(), scope)))
                                : Optional.empty()));
            }
        }
        return variants;
    }

    /**
     * The upright image in sRGB, with a longer side of at most that many pixels. Score and thumbnail are computed from the size of a
     * preview, so that the score does not depend on the request.
     */
    private static Mat sized(StoredImage stored, ImageHeader header, int side, MatScope scope) {
        Size full = new Size(header.width(), header.height());
        Mat small = Downscaler.to(full, stored.bgr(), side, scope);
        Mat upright = header.orientation() == 1 ? small : Orientation.upright(small, header.orientation(), scope);
        return SrgbConverter.of(stored.colour(), stored.channels()).toSrgb(upright, scope);
    }

    private static List<ImageWarning> warnings(ImageHeader header, StoredImage stored, Pixels pixels) {
        List<ImageWarning> warnings = new ArrayList<>(stored.warnings());
        if (header.frames() > 1) {
            warnings.add(new ImageWarning(
                    ImageWarning.Code.FIRST_FRAME,
                    "The image is an animation. Frame 1 of " + header.frames() + " was scored."));
        }
        EmptyImageDetector.warning(header, pixels).ifPresent(warnings::add);
        return warnings;
    }

    /** The image as stored, not rotated. */
    private StoredImage stored(byte[] file, ImageHeader header, int side, MatScope scope)
            throws RejectedImageException {
        return switch (header.format()) {
            case JPEG -> JpegReader.read(file, header, side, scope);
            case PNG -> png(file, header, scope);
            case GIF -> gif(file, header, scope);
            case AVIF, HEIC -> heif.read(file, header, scope);
            case WEBP -> {
                Mat mat = imdecode(file, Imgcodecs.IMREAD_UNCHANGED, scope);
                yield StoredImage.of(mat.empty() ? firstFrame(file, header, scope) : mat, header, scope);
            }
        };
    }

    private StoredImage png(byte[] file, ImageHeader header, MatScope scope) throws RejectedImageException {
        boolean hdr = header.colour() instanceof CodePoints codes && codes.isHdr();
        if (hdr) {
            FfmpegLibrary.require("PNG with a high dynamic range");
        }
        Mat decoded = imdecode(file, Imgcodecs.IMREAD_UNCHANGED, scope);
        Mat mat = readable(
                decoded.empty() ? imdecode(PngRepair.repair(file), Imgcodecs.IMREAD_UNCHANGED, scope) : decoded);
        return hdr
                ? toneMapped(mat, (CodePoints) header.colour(), scope).with(HeifReader.toneMapped())
                : StoredImage.of(mat, header, scope);
    }

    private StoredImage toneMapped(Mat decoded, CodePoints colour, MatScope scope) throws RejectedImageException {
        Mat small = atMost(decoded, 2 * Derivative.PREVIEW_SIDE, scope);
        Mat bgr = small;
        if (small.channels() != 3) {
            bgr = scope.keep(new Mat());
            Imgproc.cvtColor(small, bgr, small.channels() == 1 ? Imgproc.COLOR_GRAY2BGR : Imgproc.COLOR_BGRA2BGR);
        }
        Mat deep = bgr;
        if (bgr.depth() == CvType.CV_8U) {
            deep = scope.keep(new Mat());
            bgr.convertTo(deep, CvType.CV_16U, 257);
        }
        short[] values = new short[deep.rows() * deep.cols() * 3];
        deep.get(0, 0, values);
        DecodedFrame frame = new FfmpegDecoder(limits.pixels(), 2 * Derivative.PREVIEW_SIDE)
                .toneMapped(values, deep.cols(), deep.rows(), colour);
        Mat mapped = scope.keep(new Mat(frame.height(), frame.width(), CvType.CV_8UC3));
        mapped.put(0, 0, frame.pixels());
        return StoredImage.of(mapped, 3, SourceColour.SRGB, scope);
    }

    /** The first frame of a GIF on the whole canvas. */
    private static StoredImage gif(byte[] file, ImageHeader header, MatScope scope) throws RejectedImageException {
        Mat frame = scope.keep(ImageIoReader.firstFrame(file, ImageFormat.GIF));
        GifCanvas canvas = GifCanvas.of(file, header);
        if (canvas.left() == 0 && canvas.top() == 0 && frame.size().equals(new Size(canvas.width(), canvas.height()))) {
            return StoredImage.of(frame, header, scope);
        }
        Mat whole = scope.keep(new Mat(canvas.height(), canvas.width(), frame.type(), Scalar.all(0)));
        HeifReader.paste(frame, whole, canvas.left(), canvas.top(), scope);
        return StoredImage.of(whole, header, scope);
    }

    /** The first frame of an animated WebP on the whole canvas. */
    private static Mat firstFrame(byte[] file, ImageHeader header, MatScope scope) throws RejectedImageException {
        WebpFirstFrame frame = WebpFirstFrame.extract(file);
        Mat mat = readable(imdecode(frame.still(), Imgcodecs.IMREAD_UNCHANGED, scope));
        if (frame.left() + mat.cols() > header.width() || frame.top() + mat.rows() > header.height()) {
            throw HeaderValidator.damaged("The first frame of the WebP extends beyond the image.");
        }
        if (mat.cols() == header.width() && mat.rows() == header.height()) {
            return mat;
        }
        Mat bgra = mat;
        if (mat.channels() == 3) {
            bgra = scope.keep(new Mat());
            Imgproc.cvtColor(mat, bgra, Imgproc.COLOR_BGR2BGRA);
        }
        Mat whole = scope.keep(new Mat(header.height(), header.width(), bgra.type(), Scalar.all(0)));
        HeifReader.paste(bgra, whole, frame.left(), frame.top(), scope);
        return whole;
    }

    static Mat imdecode(byte[] file, int flags, MatScope scope) {
        return scope.keep(Imgcodecs.imdecode(scope.keep(new MatOfByte(file)), flags));
    }

    static Mat readable(Mat mat) throws RejectedImageException {
        if (mat.empty()) {
            throw new RejectedImageException(Reason.UNREADABLE, "The image is damaged.");
        }
        return mat;
    }

    /** The image, scaled down if its long side is larger than that. */
    static Mat atMost(Mat mat, int side, MatScope scope) {
        double scale = side / (double) Math.max(mat.cols(), mat.rows());
        return scale >= 1
                ? mat
                : resized(
                        mat,
                        Math.max(1, (int) Math.round(mat.cols() * scale)),
                        Math.max(1, (int) Math.round(mat.rows() * scale)),
                        scope);
    }

    private static Mat resized(Mat mat, int width, int height, MatScope scope) {
        if (mat.cols() == width && mat.rows() == height) {
            return mat;
        }
        boolean smaller = width < mat.cols();
        Mat out = scope.keep(new Mat());
        Imgproc.resize(mat, out, new Size(width, height), 0, 0, smaller ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
        return out;
    }

    private static Pixels pixels(Mat bgr, MatScope scope) {
        Mat rgb = scope.keep(new Mat());
        Imgproc.cvtColor(bgr, rgb, Imgproc.COLOR_BGR2RGB);
        byte[] bytes = new byte[rgb.cols() * rgb.rows() * 3];
        rgb.get(0, 0, bytes);
        return new Pixels(rgb.cols(), rgb.rows(), bytes);
    }
}
