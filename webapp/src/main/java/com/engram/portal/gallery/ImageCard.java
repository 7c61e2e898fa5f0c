package com.engram.portal.gallery;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.reports.GalleryCard;
import com.engram.language.Message;
import com.engram.library.Place;
import com.engram.library.Tags;
import com.engram.reviews.ReviewState;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.results.ScoreView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image in a list, with its URLs.
 *
 * @param review the state of its review; empty if nobody has reviewed it
 * @param ready whether it has reached the threshold of its project; empty if that cannot be said
 */
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
        Optional<Integer> height,
        Optional<Place> place,
        List<CardTag> tags,
        Optional<Long> brandShare,
        Optional<ReviewState> review,
        Optional<Boolean> ready) {

    /** A tag of the image. */
    public record CardTag(String id, String name) {}

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
                card.height(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The URL of its thumbnail. */
    public String thumbnail() {
        return href + "/thumbnail";
    }

    /** The same card with its place in the chosen benchmark, its tags and its brand stickiness. */
    ImageCard with(Optional<Place> chosenPlace, List<Tags.ImageTag> imageTags, Optional<Double> brand) {
        return new ImageCard(
                id,
                href,
                filename,
                isReady,
                state,
                score,
                problemCode,
                problem,
                width,
                height,
                chosenPlace,
                imageTags.stream()
                        .map(tag -> new CardTag(PublicId.TAG.of(tag.tag()), tag.name()))
                        .toList(),
                brand.map(share -> Math.round(100 * share)),
                review,
                ready);
    }

    /** The same card with the state of its review, and whether it has reached the threshold of its project. */
    ImageCard with(Optional<ReviewState> reviewState, Optional<Boolean> reachesThreshold) {
        return new ImageCard(
                id,
                href,
                filename,
                isReady,
                state,
                score,
                problemCode,
                problem,
                width,
                height,
                place,
                tags,
                brandShare,
                reviewState,
                reachesThreshold);
    }

    /** Its place in the chosen benchmark as a sentence; empty if it has none there. */
    public Optional<Message> placeSentence() {
        return place.map(known -> Message.of(
                "gallery.cards.place." + known.benchmark().code(),
                Place.toPercent(known.percentile()),
                known.group().map(Place.Group::name).orElse("")));
    }

    /**
     * The URL of its page as a part of a view of the gallery, so that the page knows the images before and after.
     *
     * @param view the query of the view; empty for the whole gallery
     */
    public String hrefIn(String view) {
        return view.isEmpty() ? href : href + "?" + view;
    }

    /**
     * The card of the image in a view of the gallery.
     *
     * @param view the query of the view; empty for the whole gallery
     */
    public View part(String view) {
        return View.of("card", Map.of("card", this, "view", view));
    }

    /** The URL of its heatmap alone. */
    public String heatmap() {
        return href + "/heatmap.png?kind=decomposition";
    }
}
