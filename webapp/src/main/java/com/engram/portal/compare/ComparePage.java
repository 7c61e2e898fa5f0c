package com.engram.portal.compare;

import com.engram.analysis.EarlierResults;
import com.engram.analysis.backends.HeatmapKind;
import com.engram.analysis.backends.Score;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.ScoreDifference;
import com.engram.people.Permission;
import com.engram.portal.gallery.ImageCard;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Two to six images side by side, and whether their scores differ by more than their error bands. */
@Path("/compare")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ComparePage {

    private static final int MIN_IMAGES = 2;
    private static final int MAX_IMAGES = 6;

    @Inject
    private Gallery gallery;

    @Inject
    private EarlierResults earlierResults;

    /**
     * An image in a comparison.
     *
     * @param heatmap the URL of its best heatmap, if there is one
     * @param verdict how it compares with the best image, as text; empty for the best image and without a score
     */
    public record ComparedImage(ImageCard card, Optional<String> heatmap, boolean isBest, String verdict) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@QueryParam("images") @DefaultValue("") String images) {
        List<UUID> ids = Stream.of(images.split(","))
                .map(PublicId.IMAGE::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<GalleryCard> cards = gallery.listCards(ids.subList(0, Math.min(MAX_IMAGES, ids.size())));
        Optional<GalleryCard> best = cards.stream()
                .filter(card -> card.score().isPresent())
                .max(Comparator.comparing(card -> card.score().orElseThrow().value()));
        Map<String, Object> model = new HashMap<>();
        model.put("enough", cards.size() >= MIN_IMAGES);
        model.put("tooMany", ids.size() > MAX_IMAGES);
        model.put("missing", ids.size() <= MAX_IMAGES && cards.size() < ids.size());
        model.put("images", cards.stream().map(card -> compare(card, best)).toList());
        model.put("summary", summary(cards));
        return View.of("compare", model);
    }

    private ComparedImage compare(GalleryCard card, Optional<GalleryCard> best) {
        boolean isBest = best.filter(card::equals).isPresent();
        ImageCard view = ImageCard.of(card);
        return new ComparedImage(
                view,
                Stream.of(HeatmapKind.DEEP, HeatmapKind.DECOMPOSITION)
                        .filter(kind -> card.isReady()
                                && earlierResults
                                        .findAnalysisWithHeatmap(card.image(), kind)
                                        .isPresent())
                        .findFirst()
                        .map(kind -> view.href() + "/heatmap.png?kind=" + kind.code()),
                isBest,
                isBest || card.score().isEmpty() || best.isEmpty()
                        ? ""
                        : verdict(best.get().score().orElseThrow(), card.score().get()));
    }

    private static String verdict(Score best, Score other) {
        ScoreDifference difference = ScoreDifference.of(best, other);
        String below = String.format(Locale.ENGLISH, "%.1f below the best.", difference.value() * 10);
        return difference.exceedsBand()
                ? below + " More than the error band: hardly chance."
                : below + " Within the error band: the order may be chance.";
    }

    /** Compares the two images with the highest scores. */
    private static Optional<ComparisonSummary> summary(List<GalleryCard> cards) {
        List<GalleryCard> scored = cards.stream()
                .filter(card -> card.score().isPresent())
                .sorted(Comparator.comparing(
                                (GalleryCard card) -> card.score().orElseThrow().value())
                        .reversed())
                .toList();
        if (scored.size() < MIN_IMAGES) {
            return Optional.empty();
        }
        ScoreDifference difference = ScoreDifference.of(
                scored.get(0).score().orElseThrow(), scored.get(1).score().orElseThrow());
        return Optional.of(new ComparisonSummary(
                scored.get(0).filename(),
                scored.get(1).filename(),
                difference.value() * 10,
                difference.band() * 10,
                difference.exceedsBand(),
                difference.chanceOfHigher()));
    }

    /**
     * The best image compared with the second best.
     *
     * @param difference between the scores out of ten
     * @param chance in how many of 100 such pairs the best image really is the more memorable one
     */
    public record ComparisonSummary(
            String best, String second, double difference, double margin, boolean isClear, int chance) {}
}
