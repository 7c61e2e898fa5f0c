package com.engram.inference.picture;

import com.engram.inference.picture.RejectedPicture.Reason;
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
 * Decodes in this very process. Fast, and at the mercy of native code: for untrusted files put {@link IsolatedDecoder} in
 * front of it, or run it where the process is expendable.
 */
public final class OpenCvDecoder implements Decoder {
    /** A JPEG decoded to just the size wanted is less sharp than one averaged down to it, and the score can tell. */
    private static final double SPARE = 1.5;

    /** The JDK's reader knows no reduced decoding, and the decoder's memory is small. */
    private static final long LARGEST_SECOND_TRY = 8_000_000;

    private static final Scalar WHITE = Scalar.all(255);

    private final Limits limits;
    private final HeifReader heif = new HeifReader("vips");

    public OpenCvDecoder(Limits limits) {
        this.limits = limits;
        Natives.loadOpenCv();
    }

    @Override
    public Picture decode(byte[] file, DecodeRequest request) throws RejectedPicture {
        Header header = HeaderGuard.check(file, limits);
        try (Scope scope = new Scope()) {
            return decode(file, header, request, scope);
        } catch (CvException e) {
            throw new RejectedPicture(Reason.UNREADABLE, "The picture is damaged.");
        }
    }

    private Picture decode(byte[] file, Header checked, DecodeRequest request, Scope scope) throws RejectedPicture {
        Map<Integer, Mat> decoded = new HashMap<>();
        Header header = asDecoded(checked, file, decoded, scope);
        boolean turned = header.orientation() >= 5;
        int width = turned ? header.height() : header.width();
        int height = turned ? header.width() : header.height();
        Colours colours = Colours.of(header);
        List<Pixels> scaled = new ArrayList<>();
        for (int side : request.sides()) {
            Fit fit = Fit.of(width, height, side);
            // Each size comes its own way, whatever else is wanted: one picture, one score.
            Mat source = stored(file, header, reduction(header, (int) (SPARE * longSide(fit))), decoded, scope);
            Mat fitted =
                    resized(source, turned ? fit.height() : fit.width(), turned ? fit.width() : fit.height(), scope);
            scaled.add(pixels(colours.toSrgb(upright(fitted, header.orientation(), scope), scope), scope));
        }
        if (!request.derivatives()) {
            return new Picture(width, height, scaled, Optional.empty(), Optional.empty());
        }
        Mat source = stored(file, header, reduction(header, Derived.PREVIEW_SIDE), decoded, scope);
        Mat preview = colours.toSrgb(
                upright(
                        Shrink.to(whole(source, header), source, Derived.PREVIEW_SIDE, scope),
                        header.orientation(),
                        scope),
                scope);
        Mat thumbnail = Shrink.to(preview.size(), preview, Derived.THUMBNAIL_SIDE, scope);
        return new Picture(
                width,
                height,
                scaled,
                Optional.of(JpegWriter.write(preview)),
                Optional.of(JpegWriter.write(thumbnail)));
    }

    /** An AVIF or HEIC comes upright from its decoder, which alone knows how it was turned. */
    private Header asDecoded(Header header, byte[] file, Map<Integer, Mat> decoded, Scope scope)
            throws RejectedPicture {
        if (header.format() != Format.AVIF && header.format() != Format.HEIC) {
            return header;
        }
        Mat mat = stored(file, header, 1, decoded, scope);
        return mat.cols() > mat.rows() == header.width() > header.height() ? header : header.onItsSide();
    }

    /** The size of the whole picture, as stored, whatever it was decoded at. */
    private static Size whole(Mat decoded, Header header) {
        return header.format() == Format.JPEG ? new Size(header.width(), header.height()) : decoded.size();
    }

    private Mat stored(byte[] file, Header header, int reduction, Map<Integer, Mat> decoded, Scope scope)
            throws RejectedPicture {
        Mat known = decoded.get(reduction);
        if (known == null) {
            known = stored(file, header, reduction, scope);
            decoded.put(reduction, known);
        }
        return known;
    }

    /** The picture as stored: eight-bit BGR on white, not yet turned. */
    private Mat stored(byte[] file, Header header, int reduction, Scope scope) throws RejectedPicture {
        switch (header.format()) {
            case JPEG -> {
                int flag = switch (reduction) {
                    case 8 -> Imgcodecs.IMREAD_REDUCED_COLOR_8;
                    case 4 -> Imgcodecs.IMREAD_REDUCED_COLOR_4;
                    case 2 -> Imgcodecs.IMREAD_REDUCED_COLOR_2;
                    default -> Imgcodecs.IMREAD_COLOR;
                };
                Mat mat = imdecode(file, flag | Imgcodecs.IMREAD_IGNORE_ORIENTATION, scope);
                return mat.empty() && header.pixels() < LARGEST_SECOND_TRY
                        ? Flatten.onWhite(scope.keep(JdkReader.firstFrame(file, Format.JPEG)), scope)
                        : readable(mat);
            }
            case PNG -> {
                Mat mat = imdecode(file, Imgcodecs.IMREAD_UNCHANGED, scope);
                Mat whole = mat.empty() ? imdecode(PngRepair.repaired(file), Imgcodecs.IMREAD_UNCHANGED, scope) : mat;
                return Flatten.onWhite(readable(whole), scope);
            }
            case GIF -> {
                return Flatten.onWhite(scope.keep(JdkReader.firstFrame(file, Format.GIF)), scope);
            }
            case AVIF, HEIC -> {
                return Flatten.onWhite(readable(imdecode(heif.toPng(file), Imgcodecs.IMREAD_UNCHANGED, scope)), scope);
            }
            case WEBP -> {
                Mat mat = imdecode(file, Imgcodecs.IMREAD_UNCHANGED, scope);
                return Flatten.onWhite(mat.empty() ? firstFrame(file, header, scope) : mat, scope);
            }
        }
        throw new IllegalArgumentException("No decoder for " + header.format());
    }

    /** An animation's first frame, which need not fill the picture. */
    private static Mat firstFrame(byte[] file, Header header, Scope scope) throws RejectedPicture {
        AnimatedWebp frame = AnimatedWebp.firstFrame(file);
        Mat mat = readable(imdecode(frame.still(), Imgcodecs.IMREAD_UNCHANGED, scope));
        Mat whole = scope.keep(new Mat(header.height(), header.width(), mat.type(), WHITE));
        Rect place = new Rect(frame.left(), frame.top(), mat.cols(), mat.rows());
        if (place.x + place.width > whole.cols() || place.y + place.height > whole.rows()) {
            throw HeaderGuard.damaged("The WebP's first frame lies beyond its edge.");
        }
        mat.copyTo(scope.keep(whole.submat(place)));
        return whole;
    }

    private static Mat imdecode(byte[] file, int flags, Scope scope) {
        return scope.keep(Imgcodecs.imdecode(scope.keep(new MatOfByte(file)), flags));
    }

    private static Mat readable(Mat mat) throws RejectedPicture {
        if (mat.empty()) {
            throw new RejectedPicture(Reason.UNREADABLE, "The picture is damaged.");
        }
        return mat;
    }

    /** By how much a JPEG may be decoded smaller (1, 2, 4 or 8) and still have {@code longSide} pixels along its long side. */
    private static int reduction(Header header, int longSide) {
        if (header.format() != Format.JPEG) {
            return 1;
        }
        int factor = 8;
        while (factor > 1 && Math.max(header.width(), header.height()) < (long) factor * longSide) {
            factor /= 2;
        }
        return factor;
    }

    private static int longSide(Fit fit) {
        return Math.max(fit.width(), fit.height());
    }

    private static Mat resized(Mat mat, int width, int height, Scope scope) {
        if (mat.cols() == width && mat.rows() == height) {
            return mat;
        }
        boolean smaller = width < mat.cols();
        Mat out = scope.keep(new Mat());
        Imgproc.resize(mat, out, new Size(width, height), 0, 0, smaller ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
        return out;
    }

    private static Mat upright(Mat mat, int orientation, Scope scope) {
        return orientation == 1 ? mat : Orientation.upright(mat, orientation, scope);
    }

    private static Pixels pixels(Mat bgr, Scope scope) {
        Mat rgb = scope.keep(new Mat());
        Imgproc.cvtColor(bgr, rgb, Imgproc.COLOR_BGR2RGB);
        byte[] bytes = new byte[rgb.cols() * rgb.rows() * 3];
        rgb.get(0, 0, bytes);
        return new Pixels(rgb.cols(), rgb.rows(), bytes);
    }
}
