package com.engram.inference.image.decoding;

import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.ImageWarning.Code;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.headers.ImageHeader;
import java.util.Optional;

/** Recognises images that show nothing: plain ones, those of a covered lens, and those of very few pixels. */
final class EmptyImageDetector {
    /** Pixels that differ from the most common colour by more than this many levels show something. */
    private static final int VISIBLE = 16;

    /** The share of such pixels, of 1,000, below which the image is empty. */
    private static final int PER_MILLE = 2;

    private static final int SMALLEST_SIDE = 8;

    private EmptyImageDetector() {}

    /**
     * The warning about an empty image.
     *
     * @param pixels the image at the size of the network's input
     */
    static Optional<ImageWarning> warning(ImageHeader header, Pixels pixels) {
        if (Math.max(header.width(), header.height()) < SMALLEST_SIDE) {
            return Optional.of(new ImageWarning(
                    Code.NOTHING_TO_SEE,
                    "The image has only " + header.width() + " x " + header.height()
                            + " pixels. There is nothing to remember."));
        }
        byte[] rgb = pixels.rgb();
        int[] common = {median(rgb, 0), median(rgb, 1), median(rgb, 2)};
        int visible = 0;
        for (int at = 0; at < rgb.length; at += 3) {
            boolean differs = false;
            for (int c = 0; c < 3; c++) {
                differs |= Math.abs((rgb[at + c] & 0xFF) - common[c]) > VISIBLE;
            }
            visible += differs ? 1 : 0;
        }
        return visible * 3000L < (long) PER_MILLE * rgb.length
                ? Optional.of(
                        new ImageWarning(Code.NOTHING_TO_SEE, "The image is plain. There is nothing to remember."))
                : Optional.empty();
    }

    private static int median(byte[] rgb, int channel) {
        int[] counts = new int[256];
        for (int at = channel; at < rgb.length; at += 3) {
            counts[rgb[at] & 0xFF]++;
        }
        int left = rgb.length / 6;
        int level = 0;
        while (left >= counts[level]) {
            left -= counts[level++];
        }
        return level;
    }
}
