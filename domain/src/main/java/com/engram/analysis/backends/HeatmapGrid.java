package com.engram.analysis.backends;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A map over the upright picture.
 *
 * @param rows cells from top to bottom
 * @param columns cells from left to right
 * @param cells row by row from the top left, {@code rows * columns} values
 * @param bias what belongs to no region; 0 for a deep map
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

    /** The cells as the database keeps them: 32-bit floats, little-endian. */
    public byte[] packed() {
        ByteBuffer buffer = ByteBuffer.allocate(cells.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(cells);
        return buffer.array();
    }

    public static HeatmapGrid unpacked(HeatmapKind kind, int rows, int columns, byte[] packed, float bias) {
        float[] cells = new float[rows * columns];
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(cells);
        return new HeatmapGrid(kind, rows, columns, cells, bias);
    }

    /**
     * The sum of the cells within a rectangle, cells at its edge by the part of them that it covers. Of a decomposition
     * this is what the rectangle adds to the score.
     *
     * @param x left edge as a fraction of the picture's width, like {@code width}; {@code y} and {@code height} of its
     *     height
     */
    public double sumWithin(double x, double y, double width, double height) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double down = overlap(row, rows, y, y + height);
            for (int column = 0; column < columns && down > 0; column++) {
                sum += at(row, column) * down * overlap(column, columns, x, x + width);
            }
        }
        return sum;
    }

    /** Which part of a cell lies between two fractions of the whole. */
    private static double overlap(int cell, int cells, double from, double to) {
        return Math.max(0, Math.min(cell + 1.0, to * cells) - Math.max(cell, from * cells));
    }
}
