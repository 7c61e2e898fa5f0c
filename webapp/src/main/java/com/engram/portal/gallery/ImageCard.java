package com.engram.portal.gallery;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.reports.GalleryCard;
import com.engram.portal.images.ScoreView;
import com.engram.web.PublicId;
import java.util.Optional;

/** An image in a list, with its URLs. */
public record ImageCard(
        String id,
        String href,
        String filename,
        boolean isReady,
        AnalysisState state,
        Optional<ScoreView> score,
        Optional<String> problemCode,
        Optional<String> problem,
        Optional<Integer> width,
        Optional<Integer> height) {

    public static ImageCard of(GalleryCard card) {
        String id = PublicId.IMAGE.of(card.image());
        return new ImageCard(
                id,
                "/images/" + id,
                card.filename(),
                card.isReady(),
                card.state(),
                card.score().map(ScoreView::new),
                card.problemCode(),
                card.problem(),
                card.width(),
                card.height());
    }

    /** The URL of its thumbnail. */
    public String thumbnail() {
        return href + "/thumbnail";
    }
}
