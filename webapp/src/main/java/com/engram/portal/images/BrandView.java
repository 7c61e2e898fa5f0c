package com.engram.portal.images;

import com.engram.areas.AreaMeasure;

/** What logo, product and claim hold together, for display. */
public record BrandView(AreaMeasure measure) {

    /** The surface, share and effect. */
    public AreaView.MeasureView numbers() {
        return AreaView.MeasureView.of(measure);
    }
}
