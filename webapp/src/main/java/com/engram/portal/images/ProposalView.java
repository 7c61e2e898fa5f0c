package com.engram.portal.images;

import com.engram.areas.ProposedArea;
import com.engram.portal.images.AreaView.MeasureView;
import com.engram.portal.images.AreaView.RectangleView;

/** A region that the heatmap marks, for display. */
public record ProposalView(RectangleView rectangle, MeasureView measure) {

    static ProposalView of(ProposedArea proposed) {
        return new ProposalView(RectangleView.of(proposed.shape()), MeasureView.of(proposed.measure()));
    }
}
