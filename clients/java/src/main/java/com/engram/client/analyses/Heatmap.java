package com.engram.client.analyses;

import java.util.List;

/**
 * A heatmap as numbers.
 *
 * @param values {@code values.get(row).get(column)}, from the top left
 * @param bias what the decomposition adds to the sum of its values; 0 for other kinds
 */
public record Heatmap(HeatmapKind kind, int rows, int columns, List<List<Double>> values, double bias) {}
