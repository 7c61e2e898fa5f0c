package com.engram.analysis.scorers.estimates;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A heatmap over the upright image.
 *
 * @param rows cells from top to bottom
 * @param columns cells from left to right
 * @param cells row by row from the top left, {@code rows * columns} values
 * @param bias the part of the score that belongs to no region; 0 for a deep heatmap
 */
public record HeatmapGrid(HeatmapKind kind, int rows, int columns, float[] cells, float bias) {

    /** @throws IllegalArgumentException if the cells do not fill the grid */
    public HeatmapGrid {
        if (rows < 1 || columns < 1 || cells.length != rows * columns) {
            throw new IllegalArgumentException("%d cells do not fill %d x %d".formatted(cells.length, rows, columns));
        }
    }

    /** The value of a cell. */
    public float at(int row, int column) {
        return cells[row * columns + column];
    }

    /** The cells as the database stores them: 32-bit floats, little-endian. */
    public byte[] packed() {
        ByteBuffer buffer = ByteBuffer.allocate(cells.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(cells);
        return buffer.array();
    }

    /** The grid with the cells that {@link #packed} returned. */
    public static HeatmapGrid unpacked(HeatmapKind kind, int rows, int columns, byte[] packed, float bias) {
        float[] cells = new float[rows * columns];
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(cells);
        return new HeatmapGrid(kind, rows, columns, cells, bias);
    }

    /**
     * The sum of the cells within a rectangle. A cell at its edge counts by the part that lies within. For a decomposition
     * this is what the rectangle adds to the score.
     *
     * @param x left edge, as a fraction of the image's width
     * @param y upper edge, as a fraction of the image's height
     * @param width as a fraction of the image's width
     * @param height as a fraction of the image's height
     */
    public double sumWithin(double x, double y, double width, double height) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double rowShare = overlap(row, rows, y, y + height);
            for (int column = 0; column < columns && rowShare > 0; column++) {
                sum += at(row, column) * rowShare * overlap(column, columns, x, x + width);
            }
        }
        return sum;
    }

    /** Which part of a cell lies between two fractions of the image's width or height. */
    private static double overlap(int cell, int cells, double from, double to) {
        return Math.max(0, Math.min(cell + 1.0, to * cells) - Math.max(cell, from * cells));
    }
}
