package com.engram.inference.image.decoding;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Derivative;
import com.engram.inference.image.InputSize;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.headers.HeaderValidator;
import com.engram.inference.image.headers.ImageFormat;
import com.engram.inference.image.headers.ImageHeader;
import com.engram.inference.image.headers.PngRepair;
import com.engram.inference.image.headers.WebpFirstFrame;
import com.engram.inference.platform.NativeLibraries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opencv.core.CvException;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Decodes in the current process. A malicious file can crash it or exhaust its memory, so use an isolated decoder for untrusted
 * files, or run this one in a process that may be killed.
 */
public final class OpenCvDecoder implements Decoder {
    /** Decoding a JPEG directly at the input size blurs it and changes scores, so it is decoded at this many times the size. */
    private static final double OVERSAMPLING = 1.5;

    /** ImageIO cannot decode at a reduced size, and the memory of a decoder is limited. */
    private static final long MAX_IMAGE_IO_PIXELS = 8_000_000;

    private static final Scalar WHITE = Scalar.all(255);

    private final DecodeLimits limits;
    private final VipsConverter vips = new VipsConverter("vips");

    /** A decoder; loads OpenCV if necessary. Of the limits it applies only the number of pixels. */
    public OpenCvDecoder(DecodeLimits limits) {
        this.limits = limits;
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

    private DecodedImage decode(byte[] file, ImageHeader checked, DecodeRequest request, MatScope scope)
            throws RejectedImageException {
        Map<Integer, Mat> decoded = new HashMap<>();
        ImageHeader header = asDecoded(checked, file, decoded, scope);
        boolean turned = header.orientation() >= 5;
        int width = turned ? header.height() : header.width();
        int height = turned ? header.width() : header.height();
        SrgbConverter colours = SrgbConverter.of(header);
        List<Pixels> scaled = new ArrayList<>();
        for (int side : request.sides()) {
            InputSize fit = InputSize.of(width, height, side);
            // Each size is decoded independently of the others, so that a score does not depend on the rest of the
            // request.
            Mat source = stored(file, header, reduction(header, (int) (OVERSAMPLING * longSide(fit))), decoded, scope);
            Mat fitted =
                    resized(source, turned ? fit.height() : fit.width(), turned ? fit.width() : fit.height(), scope);
            scaled.add(pixels(colours.toSrgb(upright(fitted, header.orientation(), scope), scope), scope));
        }
        if (!request.derivatives()) {
            return new DecodedImage(width, height, scaled, Optional.empty(), Optional.empty());
        }
        Mat source = stored(file, header, reduction(header, Derivative.PREVIEW_SIDE), decoded, scope);
        Mat preview = colours.toSrgb(
                upright(
                        Downscaler.to(fullSize(source, header), source, Derivative.PREVIEW_SIDE, scope),
                        header.orientation(),
                        scope),
                scope);
        Mat thumbnail = Downscaler.to(preview.size(), preview, Derivative.THUMBNAIL_SIDE, scope);
        return new DecodedImage(
                width,
                height,
                scaled,
                Optional.of(JpegEncoder.encode(preview)),
                Optional.of(JpegEncoder.encode(thumbnail)));
    }

    /** libvips returns AVIF and HEIC upright, so the header's width and height may have to be exchanged. */
    private ImageHeader asDecoded(ImageHeader header, byte[] file, Map<Integer, Mat> decoded, MatScope scope)
            throws RejectedImageException {
        if (header.format() != ImageFormat.AVIF && header.format() != ImageFormat.HEIC) {
            return header;
        }
        Mat mat = stored(file, header, 1, decoded, scope);
        return mat.cols() > mat.rows() == header.width() > header.height() ? header : header.transposed();
    }

    /** The stored size of the image before a reduction. */
    private static Size fullSize(Mat decoded, ImageHeader header) {
        return header.format() == ImageFormat.JPEG ? new Size(header.width(), header.height()) : decoded.size();
    }

    private Mat stored(byte[] file, ImageHeader header, int reduction, Map<Integer, Mat> decoded, MatScope scope)
            throws RejectedImageException {
        Mat known = decoded.get(reduction);
        if (known == null) {
            known = stored(file, header, reduction, scope);
            decoded.put(reduction, known);
        }
        return known;
    }

    /** The image as stored: 8-bit BGR on white, not rotated. */
    private Mat stored(byte[] file, ImageHeader header, int reduction, MatScope scope) throws RejectedImageException {
        switch (header.format()) {
            case JPEG -> {
                int flag = switch (reduction) {
                    case 8 -> Imgcodecs.IMREAD_REDUCED_COLOR_8;
                    case 4 -> Imgcodecs.IMREAD_REDUCED_COLOR_4;
                    case 2 -> Imgcodecs.IMREAD_REDUCED_COLOR_2;
                    default -> Imgcodecs.IMREAD_COLOR;
                };
                Mat mat = imdecode(file, flag | Imgcodecs.IMREAD_IGNORE_ORIENTATION, scope);
                return mat.empty() && header.pixels() < MAX_IMAGE_IO_PIXELS
                        ? EightBitBgr.from(scope.keep(ImageIoReader.firstFrame(file, ImageFormat.JPEG)), scope)
                        : readable(mat);
            }
            case PNG -> {
                Mat mat = imdecode(file, Imgcodecs.IMREAD_UNCHANGED, scope);
                Mat whole = mat.empty() ? imdecode(PngRepair.repair(file), Imgcodecs.IMREAD_UNCHANGED, scope) : mat;
                return EightBitBgr.from(readable(whole), scope);
            }
            case GIF -> {
                return EightBitBgr.from(scope.keep(ImageIoReader.firstFrame(file, ImageFormat.GIF)), scope);
            }
            case AVIF, HEIC -> {
                return EightBitBgr.from(readable(imdecode(vips.toPng(file), Imgcodecs.IMREAD_UNCHANGED, scope)), scope);
            }
            case WEBP -> {
                Mat mat = imdecode(file, Imgcodecs.IMREAD_UNCHANGED, scope);
                return EightBitBgr.from(mat.empty() ? firstFrame(file, header, scope) : mat, scope);
            }
        }
        throw new IllegalArgumentException("No decoder for " + header.format());
    }

    /** The first frame of an animation, which may be smaller than the image. */
    private static Mat firstFrame(byte[] file, ImageHeader header, MatScope scope) throws RejectedImageException {
        WebpFirstFrame frame = WebpFirstFrame.extract(file);
        Mat mat = readable(imdecode(frame.still(), Imgcodecs.IMREAD_UNCHANGED, scope));
        Mat whole = scope.keep(new Mat(header.height(), header.width(), mat.type(), WHITE));
        Rect place = new Rect(frame.left(), frame.top(), mat.cols(), mat.rows());
        if (place.x + place.width > whole.cols() || place.y + place.height > whole.rows()) {
            throw HeaderValidator.damaged("The first frame of the WebP extends beyond the image.");
        }
        mat.copyTo(scope.keep(whole.submat(place)));
        return whole;
    }

    private static Mat imdecode(byte[] file, int flags, MatScope scope) {
        return scope.keep(Imgcodecs.imdecode(scope.keep(new MatOfByte(file)), flags));
    }

    private static Mat readable(Mat mat) throws RejectedImageException {
        if (mat.empty()) {
            throw new RejectedImageException(Reason.UNREADABLE, "The image is damaged.");
        }
        return mat;
    }

    /** The largest reduction of a JPEG (1, 2, 4 or 8) that leaves at least {@code longSide} pixels on the long side. */
    private static int reduction(ImageHeader header, int longSide) {
        if (header.format() != ImageFormat.JPEG) {
            return 1;
        }
        int factor = 8;
        while (factor > 1 && Math.max(header.width(), header.height()) < (long) factor * longSide) {
            factor /= 2;
        }
        return factor;
    }

    private static int longSide(InputSize fit) {
        return Math.max(fit.width(), fit.height());
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

    private static Mat upright(Mat mat, int orientation, MatScope scope) {
        return orientation == 1 ? mat : Orientation.upright(mat, orientation, scope);
    }

    private static Pixels pixels(Mat bgr, MatScope scope) {
        Mat rgb = scope.keep(new Mat());
        Imgproc.cvtColor(bgr, rgb, Imgproc.COLOR_BGR2RGB);
        byte[] bytes = new byte[rgb.cols() * rgb.rows() * 3];
        rgb.get(0, 0, bytes);
        return new Pixels(rgb.cols(), rgb.rows(), bytes);
    }
}
