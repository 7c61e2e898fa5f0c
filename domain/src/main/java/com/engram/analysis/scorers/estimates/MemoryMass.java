package com.engram.analysis.scorers.estimates;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the memory mass of a picture is spread: the positive cells of its map, of which all together are 1. A cell that lowers the score
 * has no mass.
 */
public final class MemoryMass {

    private final HeatmapGrid positive;
    private final double total;

    /** The mass of a map. Without a positive cell, the mass is spread evenly. */
    public MemoryMass(HeatmapGrid map) {
        float[] cells = new float[map.cells().length];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Math.max(0, map.cells()[i]);
        }
        boolean empty = IntStream.range(0, cells.length).allMatch(i -> cells[i] == 0);
        if (empty) {
            Arrays.fill(cells, 1);
        }
        this.positive = new HeatmapGrid(map.kind(), map.rows(), map.columns(), cells, 0);
        this.total = positive.sumWithin(0, 0, 1, 1);
    }

    /** The share of the mass within a rectangle, 0..1. */
    public double share(Rectangle rect) {
        return positive.sumWithin(rect.x(), rect.y(), rect.width(), rect.height()) / total;
    }

    /** The share of the mass within rectangles that do not overlap, 0..1. */
    public double share(List<Rectangle> rects) {
        return rects.stream().mapToDouble(this::share).sum();
    }

    /**
     * The rectangle of that size with the most mass, and among several, the one nearest to the middle.
     *
     * @param width as a fraction of the picture's width
     * @param height as a fraction of the picture's height
     */
    public Rectangle densest(double width, double height) {
        return densest(width, height, List.of());
    }

    /**
     * Like {@link #densest(double, double)}, but the mass within some parts of the rectangle does not count.
     *
     * @param covered as fractions of the rectangle
     */
    public Rectangle densest(double width, double height, List<Rectangle> covered) {
        Rectangle best = new Rectangle((1 - width) / 2, (1 - height) / 2, width, height);
        double most = visible(best, covered);
        for (int row = 0; row <= steps(height); row++) {
            for (int column = 0; column <= steps(width); column++) {
                Rectangle moved = new Rectangle(position(column, width), position(row, height), width, height);
                double mass = visible(moved, covered);
                // Rounding must not move a rectangle that is as good in the middle.
                if (mass > most + 1e-6) {
                    most = mass;
                    best = moved;
                }
            }
        }
        return best;
    }

    private double visible(Rectangle rect, List<Rectangle> covered) {
        return share(rect)
                - covered.stream().map(rect::toPicture).mapToDouble(this::share).sum();
    }

    /** A full side leaves no room to move. */
    private static int steps(double length) {
        return length >= 1 ? 0 : 40;
    }

    private static double position(int step, double length) {
        return length >= 1 ? 0 : (1 - length) * step / steps(length);
    }
}
