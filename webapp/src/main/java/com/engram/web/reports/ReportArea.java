package com.engram.web.reports;

import com.engram.areas.AreaMeasure;
import com.engram.areas.MeasuredAreas.MeasuredArea;
import java.util.Optional;

/**
 * An area of an image in a report, or all areas of the brand together.
 *
 * @param kind the code of its kind; empty for the areas of the brand together
 * @param surface in percent of the image
 * @param share in percent of the memory mass; empty without a heatmap
 * @param effect the share divided by the surface; empty without a heatmap
 */
public record ReportArea(
        String name, Optional<String> kind, double surface, Optional<Double> share, Optional<Double> effect) {

    static ReportArea of(MeasuredArea measured) {
        return of(measured.area().name(), Optional.of(measured.area().kind().code()), measured.measure());
    }

    static ReportArea of(AreaMeasure brand) {
        return of("", Optional.empty(), brand);
    }

    private static ReportArea of(String name, Optional<String> kind, AreaMeasure measure) {
        return new ReportArea(
                name, kind, 100 * measure.surface(), measure.share().map(share -> 100 * share), measure.effect());
    }
}
