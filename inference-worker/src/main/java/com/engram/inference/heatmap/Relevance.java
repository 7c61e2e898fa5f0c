package com.engram.inference.heatmap;

/** Gathers relevance per pixel into the cells of a map. */
final class Relevance {
    private Relevance() {}

    /** Adds each pixel to the cell it lies in, scaled so that every picture size weighs the same. */
    static void add(float[] pixels, int width, int height, float[] cells, int columns, int rows) {
        for (int y = 0; y < height; y++) {
            int row = y * rows / height;
            for (int x = 0; x < width; x++) {
                cells[row * columns + x * columns / width] += pixels[y * width + x];
            }
        }
    }

    /** What speaks for the score, smoothed and scaled to 0..1. */
    static float[][] relative(float[] cells, int columns, int rows) {
        float[] smooth = smoothed(smoothed(cells, columns, rows), columns, rows);
        float top = 1e-12f;
        for (float cell : smooth) {
            top = Math.max(top, cell);
        }
        float[][] values = new float[rows][columns];
        for (int i = 0; i < smooth.length; i++) {
            values[i / columns][i % columns] = Math.max(0, smooth[i]) / top;
        }
        return values;
    }

    /** The mean over each cell and its neighbours. */
    private static float[] smoothed(float[] cells, int columns, int rows) {
        float[] out = new float[cells.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                int count = 0;
                for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
                    for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                        sum += cells[y * columns + x];
                        count++;
                    }
                }
                out[row * columns + column] = sum / count;
            }
        }
        return out;
    }
}
