package com.engram.inference.model;

/** Generates the images of a model's golden vectors, which are the same bytes on every machine. */
public final class GoldenImage {
    private GoldenImage() {}

    /**
     * Generates smooth waves with a coarse checkerboard.
     *
     * @return three bytes per pixel, red first, row by row
     */
    public static byte[] draw(int width, int height, int seed) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean dark = ((x / (8 + seed) + y / 16) & 1) == 0;
                for (int c = 0; c < 3; c++) {
                    int wave = Math.abs((x * (seed + 1) + y * (c + 2)) % 256 - 128);
                    rgb[3 * (y * width + x) + c] = (byte) (dark ? wave : 255 - wave / 2);
                }
            }
        }
        return rgb;
    }
}
