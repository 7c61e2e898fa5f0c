package com.engram.web.maps;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Draws a heatmap: its cells are interpolated to the given size, from the transparent first
 * colour for the lowest value to the last one for the highest.
 */
final class HeatmapRenderer {

    private static final double MAX_OPACITY = 0.85;

    private final HeatmapGrid grid;
    private final ColourMap colours;
    private final double opacity;
    private final float low;
    private final float span;

    HeatmapRenderer(HeatmapGrid grid) {
        this(grid, ColourMap.PLASMA, 1);
    }

    /** @param opacity 0 to 1, of the usual opacity */
    HeatmapRenderer(HeatmapGrid grid, ColourMap colours, double opacity) {
        this.grid = grid;
        this.colours = colours;
        this.opacity = MAX_OPACITY * opacity;
        float lowest = Float.MAX_VALUE;
        float highest = -Float.MAX_VALUE;
        for (float cell : grid.cells()) {
            lowest = Math.min(lowest, cell);
            highest = Math.max(highest, cell);
        }
        low = lowest;
        span = highest - lowest;
    }

    /** A PNG of that size in pixels. */
    byte[] renderPng(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(render(width, height), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The heatmap with transparency, of that size in pixels. */
    BufferedImage render(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            double row = (y + 0.5) * grid.rows() / height - 0.5;
            for (int x = 0; x < width; x++) {
                double column = (x + 0.5) * grid.columns() / width - 0.5;
                image.setRGB(x, y, colour(interpolate(row, column)));
            }
        }
        return image;
    }

    /** The value at a point, 0..1, interpolated between the four cells around it. */
    private double interpolate(double row, double column) {
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

    /** The smoothstep function, which hides the edges between cells. */
    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private int colour(double value) {
        double clamped = Math.min(Math.max(value, 0), 1);
        int alpha = (int) Math.round(255 * opacity * clamped);
        return alpha << 24 | colours.colour(clamped);
    }
}
