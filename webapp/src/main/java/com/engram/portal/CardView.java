package com.engram.portal;

import com.engram.analysis.Gallery;
import com.engram.analysis.State;
import com.engram.web.PublicId;
import java.util.Optional;

/** A picture on a page of many, with its addresses. */
public record CardView(
        String id,
        String href,
        String filename,
        boolean isReady,
        State state,
        Optional<ScoreView> score,
        Optional<String> problem,
        Optional<Integer> width,
        Optional<Integer> height) {

    static CardView of(Gallery.Card card) {
        String id = PublicId.IMAGE.of(card.image());
        return new CardView(
                id,
                "/images/" + id,
                card.filename(),
                card.isReady(),
                card.state(),
                card.score().map(ScoreView::new),
                card.problem(),
                card.width(),
                card.height());
    }

    /** Where its small picture is. */
    public String thumbnail() {
        return href + "/thumbnail";
    }
}
