package com.engram.areas;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import org.locationtech.jts.geom.Envelope;

/**
 * The positive values of a heatmap, spread evenly over their cells. The share of a part of the image is the mass within it
 * divided by the mass of the whole image; a cell at the part's border counts by the fraction of it that lies within. This is
 * the energy-based pointing game of <a href="https://arxiv.org/abs/1910.01279">Wang et al. 2020, section 4.3</a>, for
 * any outline instead of a box.
 */
final class OutlineMass {

    private final HeatmapGrid map;
    private final double total;

    OutlineMass(HeatmapGrid map) {
        this.map = map;
        double sum = 0;
        for (float cell : map.cells()) {
            sum += Math.max(0, cell);
        }
        total = sum;
    }

    /** Whether the map has no positive value, so that nothing has a share. */
    boolean isEmpty() {
        return total == 0;
    }

    /** The share of a cell, 0 to 1. */
    double shareOf(int row, int column) {
        return Math.max(0, map.at(row, column)) / total;
    }

    /**
     * The share of a part of the image, 0 to 1.
     *
     * @throws IllegalStateException if the mass is empty
     */
    double shareWithin(Outline outline) {
        if (isEmpty()) {
            throw new IllegalStateException("The map has no positive value");
        }
        Envelope bounds = outline.bounds();
        double sum = 0;
        for (int row = first(bounds.getMinY(), map.rows()); row <= last(bounds.getMaxY(), map.rows()); row++) {
            Envelope strip = new Envelope(0, 1, row / (double) map.rows(), (row + 1) / (double) map.rows());
            Outline.Clipped inRow = outline.clip(strip);
            for (int column = first(bounds.getMinX(), map.columns());
                    column <= last(bounds.getMaxX(), map.columns()) && !inRow.isEmpty();
                    column++) {
                sum += shareOf(row, column) * map.rows() * map.columns() * inRow.surfaceWithin(cell(row, column));
            }
        }
        return Math.min(1, Math.max(0, sum));
    }

    private Envelope cell(int row, int column) {
        return new Envelope(
                column / (double) map.columns(),
                (column + 1) / (double) map.columns(),
                row / (double) map.rows(),
                (row + 1) / (double) map.rows());
    }

    private static int first(double edge, int cells) {
        return Math.max(0, (int) Math.floor(edge * cells));
    }

    private static int last(double edge, int cells) {
        return Math.min(cells - 1, (int) Math.floor(edge * cells));
    }
}
