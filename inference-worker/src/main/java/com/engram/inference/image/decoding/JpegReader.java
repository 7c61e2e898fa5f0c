package com.engram.inference.image.decoding;

import com.engram.inference.image.Derivative;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeaderValidator;
import com.engram.inference.image.headers.ImageFormat;
import com.engram.inference.image.headers.ImageHeader;
import com.engram.inference.image.headers.SourceColour;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Decodes a JPEG once, at the smallest scale of 1, 1/2, 1/4 or 1/8 that suffices for a preview. The score is computed from the same
 * pixels, so that it does not depend on whether a preview was requested.
 */
final class JpegReader {
    /** ImageIO cannot decode at a reduced size, and the memory of a decoder is limited. */
    private static final long MAX_IMAGE_IO_PIXELS = 8_000_000;

    private JpegReader() {}

    /** @param side the longer side that the caller needs, in pixels; larger images may be reduced to no less */
    static StoredImage read(byte[] file, ImageHeader header, int side, MatScope scope) throws RejectedImageException {
        byte[] whole = header.openEnd() ? closed(file, header) : file;
        SrgbConverter inks = SrgbConverter.of(header.colour(), 4);
        if (header.channels() == 4 && !inks.isIdentity()) {
            Mat cmyk = inks(whole, header, scope);
            return StoredImage.of(inks.toSrgb(cmyk, scope), 3, SourceColour.SRGB, scope);
        }
        int flag = switch (reduction(header, side)) {
            case 8 -> Imgcodecs.IMREAD_REDUCED_COLOR_8;
            case 4 -> Imgcodecs.IMREAD_REDUCED_COLOR_4;
            case 2 -> Imgcodecs.IMREAD_REDUCED_COLOR_2;
            default -> Imgcodecs.IMREAD_COLOR;
        };
        Mat mat = OpenCvDecoder.imdecode(whole, flag | Imgcodecs.IMREAD_IGNORE_ORIENTATION, scope);
        if (mat.empty() && header.pixels() < MAX_IMAGE_IO_PIXELS) {
            return StoredImage.of(scope.keep(ImageIoReader.firstFrame(whole, ImageFormat.JPEG)), header, scope);
        }
        return StoredImage.of(OpenCvDecoder.readable(mat), header, scope);
    }

    /** The largest reduction, 1, 2, 4 or 8, that leaves a longer side of so many pixels. */
    private static int reduction(ImageHeader header, int side) {
        int factor = 8;
        while (factor > 1 && Math.max(header.width(), header.height()) < (long) factor * side) {
            factor /= 2;
        }
        return factor;
    }

    /** The file with an end marker, if its rows are complete. */
    private static byte[] closed(byte[] file, ImageHeader header) throws RejectedImageException {
        byte[] closed = Arrays.copyOf(file, file.length + 2);
        closed[file.length] = (byte) 0xFF;
        closed[file.length + 1] = (byte) 0xD9;
        int complete = ImageIoReader.complete(closed, header.height());
        if (complete < 100) {
            throw HeaderValidator.cutOff(complete, 100);
        }
        return closed;
    }

    /** The inks of a CMYK image, 255 for full ink. */
    private static Mat inks(byte[] file, ImageHeader header, MatScope scope) throws RejectedImageException {
        AdobeMarker adobe = AdobeMarker.of(file);
        int step = 1;
        while (header.pixels() > MAX_IMAGE_IO_PIXELS * step * step) {
            step++;
        }
        Mat stored = scope.keep(ImageIoReader.raster(file, step));
        Mat mat = OpenCvDecoder.atMost(stored, 2 * Derivative.PREVIEW_SIDE, scope);
        if (adobe.isYcck()) {
            return fromYcck(mat, adobe.isInverted(), scope);
        }
        return adobe.isInverted() ? inverted(mat, scope) : mat;
    }

    private static Mat fromYcck(Mat ycck, boolean inverted, MatScope scope) {
        Mat black = scope.keep(new Mat());
        Core.extractChannel(ycck, black, 3);
        Mat colours = scope.keep(new Mat(ycck.size(), CvType.CV_8UC3));
        // Y, Cb, Cr become Y, Cr, Cb, which is the order that OpenCV expects.
        Core.mixChannels(List.of(ycck), List.of(colours), new MatOfInt(0, 0, 1, 2, 2, 1));
        Mat rgb = scope.keep(new Mat());
        Imgproc.cvtColor(colours, rgb, Imgproc.COLOR_YCrCb2RGB);
        // The luma and chroma are those of the complements of the stored inks, so inverted inks need no change.
        Mat cyanMagentaYellow = inverted ? rgb : inverted(rgb, scope);
        Mat inks = scope.keep(new Mat(ycck.size(), CvType.CV_8UC4));
        Core.mixChannels(
                List.of(cyanMagentaYellow, inverted ? inverted(black, scope) : black),
                List.of(inks),
                new MatOfInt(0, 0, 1, 1, 2, 2, 3, 3));
        return inks;
    }

    private static Mat inverted(Mat mat, MatScope scope) {
        Mat out = scope.keep(new Mat());
        Core.subtract(scope.keep(new Mat(mat.size(), mat.type(), Scalar.all(255))), mat, out);
        return out;
    }
}
