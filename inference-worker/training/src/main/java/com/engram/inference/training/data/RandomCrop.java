package com.engram.inference.training.data;

import com.engram.inference.image.Pixels;
import java.util.Random;

/** Augmentation for training: a random crop of at least three quarters of an image, mirrored at random. */
public final class RandomCrop {
    private static final double SMALLEST_AREA = 0.75;

    private RandomCrop() {}

    /** A random crop of {@code source}, scaled to the given size. */
    public static Pixels of(Pixels source, int width, int height, Random random) {
        double area = SMALLEST_AREA + (1 - SMALLEST_AREA) * random.nextDouble();
        double cropWidth = source.width() * Math.sqrt(area);
        double cropHeight = source.height() * Math.sqrt(area);
        double left = random.nextDouble() * (source.width() - cropWidth);
        double top = random.nextDouble() * (source.height() - cropHeight);
        boolean mirrored = random.nextBoolean();
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            double sy = top + (y + 0.5) * cropHeight / height - 0.5;
            for (int x = 0; x < width; x++) {
                int column = mirrored ? width - 1 - x : x;
                sample(source, left + (column + 0.5) * cropWidth / width - 0.5, sy, rgb, 3 * (y * width + x));
            }
        }
        return new Pixels(width, height, rgb);
    }

    /** Bilinear interpolation. */
    private static void sample(Pixels source, double x, double y, byte[] out, int at) {
        int x0 = clamp((int) Math.floor(x), source.width());
        int x1 = clamp((int) Math.floor(x) + 1, source.width());
        int y0 = clamp((int) Math.floor(y), source.height());
        int y1 = clamp((int) Math.floor(y) + 1, source.height());
        double fx = Math.max(0, Math.min(1, x - x0));
        double fy = Math.max(0, Math.min(1, y - y0));
        for (int c = 0; c < 3; c++) {
            double upper = value(source, x0, y0, c) * (1 - fx) + value(source, x1, y0, c) * fx;
            double lower = value(source, x0, y1, c) * (1 - fx) + value(source, x1, y1, c) * fx;
            out[at + c] = (byte) Math.round(upper * (1 - fy) + lower * fy);
        }
    }

    private static int clamp(int at, int size) {
        return Math.max(0, Math.min(size - 1, at));
    }

    private static int value(Pixels source, int x, int y, int channel) {
        return source.rgb()[3 * (y * source.width() + x) + channel] & 0xFF;
    }
}
