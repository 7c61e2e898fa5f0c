package com.engram.inference.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;

/**
 * How much each part of an image contributes to its score.
 *
 * @param kind the meaning of the values
 * @param rows the number of rows
 * @param columns the number of columns
 * @param values rows of cells from the top left; those of a {@link Kind#DECOMPOSITION} plus the bias sum to the unclipped score,
 *     those of a {@link Kind#DEEP} map are relative, 0 to 1
 * @param bias the part of the score that belongs to no cell; 0 in a deep map
 */
@JsonPropertyOrder({"kind", "rows", "columns", "values", "bias"})
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Heatmap(Kind kind, int rows, int columns, float[][] values, double bias) {
    /** The meaning of the values. */
    public enum Kind {
        /** The exact contribution of each cell to the score. */
        @JsonProperty("decomposition")
        DECOMPOSITION,
        /** The relevance of each cell by the gradients of the network. */
        @JsonProperty("deep")
        DEEP
    }

    /**
     * The decomposition of a score.
     *
     * @param cells the contribution of each cell, row by row; their mean plus the bias is the unclipped score
     */
    public static Heatmap decomposition(float[] cells, int rows, int columns, double bias) {
        float[][] values = new float[rows][columns];
        for (int i = 0; i < cells.length; i++) {
            values[i / columns][i % columns] = cells[i] / cells.length;
        }
        return new Heatmap(Kind.DECOMPOSITION, rows, columns, values, bias);
    }

    /** The same map with the mean in each cell, so that it still sums to the score. */
    public Heatmap flattened() {
        float mean = (float) ((sum() - bias) / (rows * columns));
        float[][] flat = new float[rows][columns];
        for (float[] row : flat) {
            Arrays.fill(row, mean);
        }
        return new Heatmap(kind, rows, columns, flat, bias);
    }

    /** A deep map of the same size in which no cell is relevant. */
    public static Heatmap flatDeepMap(Heatmap like) {
        return new Heatmap(Kind.DEEP, like.rows, like.columns, new float[like.rows][like.columns], 0);
    }

    /** The sum of all cells and the bias: the unclipped score, if this is a decomposition. */
    public double sum() {
        double sum = bias;
        for (float[] row : values) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    /** The values resampled to that size by bilinear interpolation, as rows. */
    public float[][] resized(int columns, int rows) {
        return Grid.of(values).resized(columns, rows).toRows();
    }
}
