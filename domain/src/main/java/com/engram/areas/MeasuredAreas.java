package com.engram.areas;

import com.engram.analysis.scorers.estimates.HeatmapKind;
import java.util.List;
import java.util.Optional;

/**
 * The areas of an image with their measures.
 *
 * @param areas in the order in which they were drawn
 * @param brand what all logos, products and claims cover together, overlaps counted once; empty without such an area
 * @param map the heatmap that they were measured by; empty without one
 */
public record MeasuredAreas(List<MeasuredArea> areas, Optional<AreaMeasure> brand, Optional<HeatmapKind> map) {

    public MeasuredAreas {
        areas = List.copyOf(areas);
    }

    /** An area with its measure. */
    public record MeasuredArea(Area area, AreaMeasure measure) {}
}
