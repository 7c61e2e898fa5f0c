package com.engram.areas;

/** A region that the heatmap marks, which nobody has named yet. */
public record ProposedArea(AreaShape.Rectangle shape, AreaMeasure measure) {}
