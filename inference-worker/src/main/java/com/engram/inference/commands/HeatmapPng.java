package com.engram.inference.commands;

import com.engram.inference.model.Heatmap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Renders heatmaps as PNG: transparent for 0, yellow for low and red for high values. */
final class HeatmapPng {
    /** The side of a cell in pixels. */
    private static final int CELL = 8;

    private HeatmapPng() {}

    /** The map as a PNG file. Values below 0 are shown as 0, those above 1 as 1. */
    static byte[] of(Heatmap map) throws IOException {
        float[][] values = map.resized(map.columns() * CELL, map.rows() * CELL);
        BufferedImage image = new BufferedImage(map.columns() * CELL, map.rows() * CELL, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, colour(values[y][x]));
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static int colour(float value) {
        int strength = Math.round(255 * Math.max(0, Math.min(1, value)));
        return strength << 24 | 0xFF0000 | (255 - strength) << 8;
    }
}
