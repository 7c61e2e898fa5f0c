package com.engram.inference.image.decoding;

import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.headers.ImageHeader;
import com.engram.inference.image.headers.SourceColour;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * The pixels of a file before orientation and colour conversion.
 *
 * @param bgr 8-bit blue, green and red, on a backdrop; possibly smaller than the image
 * @param channels the number of colour channels as stored
 * @param colour the meaning of the pixel values
 * @param warnings what a user should know
 */
record StoredImage(Mat bgr, int channels, SourceColour colour, List<ImageWarning> warnings) {
    /**
     * Decoded pixels of 8 or 16 bits per channel with or without alpha. Transparent pixels are put on a backdrop.
     *
     * @param header tells how many colour channels there are, and what their values mean
     */
    static StoredImage of(Mat decoded, ImageHeader header, MatScope scope) {
        return of(decoded, header.channels(), header.colour(), scope);
    }

    /** The same for another meaning of the pixels than the header declares. */
    static StoredImage of(Mat decoded, int channels, SourceColour colour, MatScope scope) {
        Mat eight = decoded;
        if (decoded.depth() == CvType.CV_16U) {
            eight = scope.keep(new Mat());
            decoded.convertTo(eight, CvType.CV_8U, 1 / 257.0);
        }
        List<ImageWarning> warnings = new ArrayList<>();
        Mat bgr = eight;
        if (eight.channels() == 1) {
            bgr = scope.keep(new Mat());
            Imgproc.cvtColor(eight, bgr, Imgproc.COLOR_GRAY2BGR);
        } else if (eight.channels() == 4) {
            Backdrop.Flat flat = Backdrop.flatten(eight, scope);
            flat.warning().ifPresent(warnings::add);
            bgr = flat.bgr();
        }
        return new StoredImage(bgr, channels, colour, warnings);
    }

    StoredImage with(ImageWarning warning) {
        List<ImageWarning> more = new ArrayList<>(warnings);
        more.add(warning);
        return new StoredImage(bgr, channels, colour, more);
    }
}
