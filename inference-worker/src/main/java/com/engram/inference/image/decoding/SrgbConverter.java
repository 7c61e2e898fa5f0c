package com.engram.inference.image.decoding;

import com.engram.inference.image.headers.SourceColour;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Converts pixels of any source to sRGB with the colour management library of the JDK. A damaged profile is ignored, and one for
 * another number of channels.
 */
final class SrgbConverter {
    private static final SrgbConverter SRGB = new SrgbConverter(null);

    private final @Nullable ColorSpace space;

    private SrgbConverter(@Nullable ColorSpace space) {
        this.space = space;
    }

    /**
     * A converter.
     *
     * @param channels the number of colour channels of the pixels as stored
     */
    static SrgbConverter of(SourceColour colour, int channels) {
        Optional<byte[]> profile = SourceProfile.of(colour, channels);
        if (profile.isEmpty()) {
            return SRGB;
        }
        try {
            ICC_Profile icc = ICC_Profile.getInstance(profile.get());
            return icc.getNumComponents() == channels && icc.getColorSpaceType() == type(channels)
                    ? new SrgbConverter(new ICC_ColorSpace(icc))
                    : SRGB;
        } catch (IllegalArgumentException e) {
            return SRGB;
        }
    }

    private static int type(int channels) {
        return switch (channels) {
            case 1 -> ColorSpace.TYPE_GRAY;
            case 4 -> ColorSpace.TYPE_CMYK;
            default -> ColorSpace.TYPE_RGB;
        };
    }

    /** Whether the pixels are in sRGB already. */
    boolean isIdentity() {
        return space == null;
    }

    /**
     * The pixels in sRGB, as blue, green and red; the same object if they are already.
     *
     * @param pixels blue, green and red, all equal for grey; or the four inks, 255 for full ink
     */
    Mat toSrgb(Mat pixels, MatScope scope) {
        if (space == null) {
            return pixels;
        }
        BufferedImage converted = new BufferedImage(pixels.cols(), pixels.rows(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) converted.getRaster().getDataBuffer()).getData();
        try {
            ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
            new ColorConvertOp(space, srgb, null).filter(source(pixels, scope), converted.getRaster());
        } catch (RuntimeException e) { // The colour management library throws various exceptions for damaged profiles.
            return pixels;
        }
        Mat out = scope.keep(new Mat(pixels.rows(), pixels.cols(), CvType.CV_8UC3));
        out.put(0, 0, bgr);
        return out;
    }

    private Raster source(Mat pixels, MatScope scope) {
        if (space != null && space.getNumComponents() == 3) {
            BufferedImage image = new BufferedImage(pixels.cols(), pixels.rows(), BufferedImage.TYPE_3BYTE_BGR);
            pixels.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
            return image.getRaster();
        }
        Mat bands = pixels;
        if (pixels.channels() == 3) {
            bands = scope.keep(new Mat());
            Core.extractChannel(pixels, bands, 0);
        }
        WritableRaster raster = Raster.createInterleavedRaster(
                DataBuffer.TYPE_BYTE, bands.cols(), bands.rows(), bands.channels(), null);
        bands.get(0, 0, ((DataBufferByte) raster.getDataBuffer()).getData());
        return raster;
    }
}
