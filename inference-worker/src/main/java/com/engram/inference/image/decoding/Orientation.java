package com.engram.inference.image.decoding;

import org.opencv.core.Core;
import org.opencv.core.Mat;

/** Rotates and mirrors images by their EXIF orientation. */
final class Orientation {
    private static final int AROUND_VERTICAL = 1;
    private static final int AROUND_HORIZONTAL = 0;

    private Orientation() {}

    /** The upright image for an orientation of 2 to 8. */
    static Mat upright(Mat stored, int orientation, MatScope scope) {
        Mat out = scope.keep(new Mat());
        switch (orientation) {
            case 2 -> Core.flip(stored, out, AROUND_VERTICAL);
            case 3 -> Core.rotate(stored, out, Core.ROTATE_180);
            case 4 -> Core.flip(stored, out, AROUND_HORIZONTAL);
            case 5 -> Core.transpose(stored, out);
            case 6 -> Core.rotate(stored, out, Core.ROTATE_90_CLOCKWISE);
            case 7 -> {
                Mat transposed = scope.keep(new Mat());
                Core.transpose(stored, transposed);
                Core.rotate(transposed, out, Core.ROTATE_180);
            }
            case 8 -> Core.rotate(stored, out, Core.ROTATE_90_COUNTERCLOCKWISE);
            default -> throw new IllegalArgumentException("Unknown orientation " + orientation);
        }
        return out;
    }
}
