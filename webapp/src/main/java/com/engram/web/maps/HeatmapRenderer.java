package com.engram.web.maps;

import com.engram.analysis.backends.HeatmapGrid;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Draws a map as a picture: the cells smoothly stretched over the given size, from transparent violet where little
 * sticks to bright yellow where most does.
 */
public final class HeatmapRenderer {

    /** The ends and the middle of matplotlib's plasma, whose lightness grows evenly (CC0). */
    private static final int[] PLASMA = {0x0d0887, 0x5b02a3, 0x9a179b, 0xcb4678, 0xeb7852, 0xfbb32f, 0xf0f921};

    private static final double MOST_OPAQUE = 0.85;

    private final HeatmapGrid grid;
    private final float low;
    private final float span;

    public HeatmapRenderer(HeatmapGrid grid) {
        this.grid = grid;
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float cell : grid.cells()) {
            least = Math.min(least, cell);
            most = Math.max(most, cell);
        }
        low = least;
        span = most - least;
    }

    /** A PNG of that size in pixels. */
    public byte[] png(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(width, height), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The map alone, with transparency. */
    public BufferedImage image(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            double row = (y + 0.5) * grid.rows() / height - 0.5;
            for (int x = 0; x < width; x++) {
                double column = (x + 0.5) * grid.columns() / width - 0.5;
                image.setRGB(x, y, colour(strength(row, column)));
            }
        }
        return image;
    }

    /** Between 0 and 1, interpolated between the four cells around. */
    private double strength(double row, double column) {
        int top = clamp((int) Math.floor(row), grid.rows());
        int bottom = clamp(top + (row < 0 ? 0 : 1), grid.rows());
        int left = clamp((int) Math.floor(column), grid.columns());
        int right = clamp(left + (column < 0 ? 0 : 1), grid.columns());
        double down = smooth(row - Math.floor(row));
        double across = smooth(column - Math.floor(column));
        double upper = grid.at(top, left) * (1 - across) + grid.at(top, right) * across;
        double lower = grid.at(bottom, left) * (1 - across) + grid.at(bottom, right) * across;
        return span == 0 ? 0 : (upper * (1 - down) + lower * down - low) / span;
    }

    private static int clamp(int index, int length) {
        return Math.max(0, Math.min(length - 1, index));
    }

    /** Hides the edges between cells. */
    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static int colour(double strength) {
        double place = Math.min(Math.max(strength, 0), 1) * (PLASMA.length - 1);
        int from = Math.min((int) place, PLASMA.length - 2);
        double share = place - from;
        int alpha = (int) Math.round(255 * MOST_OPAQUE * Math.min(Math.max(strength, 0), 1));
        return alpha << 24
                | mix(PLASMA[from] >> 16, PLASMA[from + 1] >> 16, share) << 16
                | mix(PLASMA[from] >> 8, PLASMA[from + 1] >> 8, share) << 8
                | mix(PLASMA[from], PLASMA[from + 1], share);
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round((from & 255) * (1 - share) + (to & 255) * share);
    }
}
