package com.engram.analysis;

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
    byte[] packed() {
        ByteBuffer buffer = ByteBuffer.allocate(cells.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(cells);
        return buffer.array();
    }

    static HeatmapGrid unpacked(HeatmapKind kind, int rows, int columns, byte[] packed, float bias) {
        float[] cells = new float[rows * columns];
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(cells);
        return new HeatmapGrid(kind, rows, columns, cells, bias);
    }
}
