package com.engram.inference.model;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Which parts of an image carry its score, as rows of cells from the top left.
 *
 * @param kind what the values mean
 * @param values a {@link Kind#DECOMPOSITION}'s values plus the bias sum to the unclipped score; a {@link Kind#DEEP} map's are
 *     relative, 0 to 1
 * @param bias what no cell accounts for; 0 in a deep map
 */
@JsonPropertyOrder({"kind", "rows", "columns", "values", "bias"})
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Heatmap(Kind kind, int rows, int columns, float[][] values, double bias) {
    /** What a map's values mean. */
    public enum Kind {
        /** Each cell's exact share of the score. */
        @com.fasterxml.jackson.annotation.JsonProperty("decomposition")
        DECOMPOSITION,
        /** How strongly each place holds the score up, by the gradients of the network. */
        @com.fasterxml.jackson.annotation.JsonProperty("deep")
        DEEP
    }

    /** The exact decomposition, from the weighted features of each cell, row by row, of which the score is the mean. */
    public static Heatmap decomposition(float[] cells, int rows, int columns, double bias) {
        float[][] values = new float[rows][columns];
        for (int i = 0; i < cells.length; i++) {
            values[i / columns][i % columns] = cells[i] / cells.length;
        }
        return new Heatmap(Kind.DECOMPOSITION, rows, columns, values, bias);
    }

    /** The sum of all cells and the bias. */
    public double sum() {
        double sum = bias;
        for (float[] row : values) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    /** The values at so many points, evenly spread, with smooth ways between the cells' middles. */
    public float[][] smooth(int columns, int rows) {
        return Grid.of(values).resized(columns, rows).toRows();
    }
}
