package com.engram.inference.model;

/**
 * A grid of values.
 *
 * @param columns the number of columns
 * @param rows the number of rows
 * @param values row by row from the top left
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Grid(int columns, int rows, float[] values) {
    /** A grid of zeros. */
    public static Grid empty(int columns, int rows) {
        return new Grid(columns, rows, new float[columns * rows]);
    }

    /** A grid of those rows, which must have equal lengths. */
    public static Grid of(float[][] rows) {
        Grid grid = empty(rows[0].length, rows.length);
        for (int y = 0; y < rows.length; y++) {
            System.arraycopy(rows[y], 0, grid.values, y * grid.columns, grid.columns);
        }
        return grid;
    }

    /** The values as an array of rows. */
    public float[][] toRows() {
        float[][] cells = new float[rows][columns];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(values, y * columns, cells[y], 0, columns);
        }
        return cells;
    }

    /** The sum of two grids of equal size, cell by cell. */
    public Grid plus(Grid other) {
        float[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
        }
        return new Grid(columns, rows, sum);
    }

    /** The grid scaled so that the mean absolute value is 1. */
    public Grid normalised() {
        double magnitude = 1e-12;
        for (float value : values) {
            magnitude += Math.abs(value) / (double) values.length;
        }
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] /= (float) magnitude;
        }
        return new Grid(columns, rows, scaled);
    }

    /** The grid resampled to another size by bilinear interpolation. */
    public Grid resized(int toColumns, int toRows) {
        Grid out = empty(toColumns, toRows);
        for (int y = 0; y < toRows; y++) {
            double v = inside((y + 0.5) * rows / toRows - 0.5, rows);
            int top = (int) v;
            int bottom = Math.min(rows - 1, top + 1);
            for (int x = 0; x < toColumns; x++) {
                double u = inside((x + 0.5) * columns / toColumns - 0.5, columns);
                int left = (int) u;
                int right = Math.min(columns - 1, left + 1);
                double above = at(left, top) * (1 - (u - left)) + at(right, top) * (u - left);
                double below = at(left, bottom) * (1 - (u - left)) + at(right, bottom) * (u - left);
                out.values[y * toColumns + x] = (float) (above * (1 - (v - top)) + below * (v - top));
            }
        }
        return out;
    }

    private float at(int column, int row) {
        return values[row * columns + column];
    }

    private static double inside(double at, int size) {
        return Math.max(0, Math.min(size - 1, at));
    }

    /** The rows with negative values set to 0 and the others scaled so that the largest is 1. */
    public float[][] relative() {
        float top = 1e-12f;
        for (float value : values) {
            top = Math.max(top, value);
        }
        float[][] relative = new float[rows][columns];
        for (int i = 0; i < values.length; i++) {
            relative[i / columns][i % columns] = Math.max(0, values[i]) / top;
        }
        return relative;
    }
}
