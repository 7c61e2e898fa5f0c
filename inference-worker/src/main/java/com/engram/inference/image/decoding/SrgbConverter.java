package com.engram.inference.image.decoding;

import com.engram.inference.image.headers.ImageHeader;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Converts pixels from the colour space of a file to sRGB. A damaged profile, or one that is not RGB, is ignored. */
final class SrgbConverter {
    private static final SrgbConverter SRGB = new SrgbConverter(null);

    private final @Nullable ColorSpace space;

    private SrgbConverter(@Nullable ColorSpace space) {
        this.space = space;
    }

    /** The converter for the colour profile of a file. */
    static SrgbConverter of(ImageHeader header) {
        Optional<byte[]> profile = header.profile();
        if (profile.isEmpty() || isSrgb(profile.get())) {
            return SRGB;
        }
        try {
            ICC_Profile icc = ICC_Profile.getInstance(profile.get());
            return icc.getNumComponents() == 3 && icc.getColorSpaceType() == ColorSpace.TYPE_RGB
                    ? new SrgbConverter(new ICC_ColorSpace(icc))
                    : SRGB;
        } catch (IllegalArgumentException e) {
            return SRGB;
        }
    }

    /** Recognises sRGB by the name of the profile, because its curves differ between writers. Linear sRGB is another space. */
    private static boolean isSrgb(byte[] profile) {
        String text = new String(profile, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .toLowerCase(Locale.ROOT);
        return text.contains("srgb") && !text.contains("linear");
    }

    /** The pixels in sRGB; the same object if they are already. */
    Mat toSrgb(Mat bgr, MatScope scope) {
        if (space == null) {
            return bgr;
        }
        BufferedImage image = new BufferedImage(bgr.cols(), bgr.rows(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        bgr.get(0, 0, pixels);
        try {
            ColorSpace srgb = ColorSpace.getInstance(ColorSpace.CS_sRGB);
            new ColorConvertOp(space, srgb, null).filter(image.getRaster(), image.getRaster());
        } catch (RuntimeException e) { // The colour management library throws various exceptions for damaged profiles.
            return bgr;
        }
        Mat out = scope.keep(new Mat(bgr.rows(), bgr.cols(), CvType.CV_8UC3));
        out.put(0, 0, pixels);
        return out;
    }
}
