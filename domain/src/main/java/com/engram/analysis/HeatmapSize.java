package com.engram.analysis;

import java.util.UUID;

/**
 * How large the heatmap of an analysis is.
 *
 * @param rows of cells, from top to bottom
 * @param columns of cells, from left to right
 */
public record HeatmapSize(UUID analysis, int rows, int columns) {}
