package com.engram.inference.scoring;

import com.engram.inference.picture.Pixels;

/**
 * How much of a picture is perfectly plain: drawings, screenshots and cut-outs are, photographs hardly ever, for a lens and a
 * sensor leave no two neighbours just alike.
 */
public final class Flatness {
    private Flatness() {}

    /** The share, 0..1, of pixels that equal their left neighbour exactly. */
    public static double of(Pixels pixels) {
        byte[] rgb = pixels.rgb();
        int width = pixels.width();
        long equal = 0;
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 1; x < width; x++) {
                int at = 3 * (y * width + x);
                if (rgb[at] == rgb[at - 3] && rgb[at + 1] == rgb[at - 2] && rgb[at + 2] == rgb[at - 1]) {
                    equal++;
                }
            }
        }
        return (double) equal / ((long) pixels.height() * (width - 1));
    }
}
