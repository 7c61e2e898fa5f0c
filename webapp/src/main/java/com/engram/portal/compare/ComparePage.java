package com.engram.portal.compare;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.comparisons.CompareImages;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.library.firstrun.FirstSteps;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.portal.gallery.ImageCard;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.results.ComparisonView;
import com.engram.web.results.PairView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two to six images side by side, and which of them is the more memorable. */
@Path("/compare")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ComparePage {

    @Inject
    private Gallery gallery;

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private CompareImages compareImages;

    @Inject
    private FirstSteps firstSteps;

    @Context
    private HttpServletRequest request;

    /**
     * An image on the page.
     *
     * @param heatmap the URL of its best heatmap, if there is one
     * @param isBest whether it is decided to be more memorable than each of the others
     * @param pair the image and the one of the highest score; empty for that one
     */
    public record ComparedCard(ImageCard card, Optional<String> heatmap, boolean isBest, Optional<PairView> pair) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@QueryParam("images") @DefaultValue("") String images) {
        List<UUID> ids = Stream.of(images.split(","))
                .map(PublicId.IMAGE::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<GalleryCard> cards = gallery.listCards(ids.subList(0, Math.min(Comparison.MAX_IMAGES, ids.size())));
        List<UUID> scored = cards.stream()
                .filter(card -> card.state() == AnalysisState.DONE)
                .map(GalleryCard::image)
                .toList();
        Optional<CompareImages.Result> result =
                scored.size() < Comparison.MIN_IMAGES ? Optional.empty() : Optional.of(compareImages.compare(scored));
        Optional<ComparisonView> comparison = result.filter(CompareImages.Compared.class::isInstance)
                .map(compared -> ComparisonView.of(((CompareImages.Compared) compared).comparison()));
        if (comparison.isPresent()) {
            CurrentCaller.find(request).flatMap(Caller::person).ifPresent(firstSteps::recordComparison);
        }
        Map<String, Object> model = new HashMap<>();
        model.put("enough", cards.size() >= Comparison.MIN_IMAGES);
        model.put("tooMany", ids.size() > Comparison.MAX_IMAGES);
        model.put("missing", ids.size() <= Comparison.MAX_IMAGES && cards.size() < ids.size());
        model.put("comparison", comparison);
        model.put(
                "refusal",
                result.filter(CompareImages.Refused.class::isInstance)
                        .map(refused ->
                                ((CompareImages.Refused) refused).refusal().message()));
        model.put(
                "report",
                "/reports/comparison?images="
                        + scored.stream().map(PublicId.IMAGE::of).collect(Collectors.joining(",")));
        model.put("images", cards.stream().map(card -> toCard(card, comparison)).toList());
        return View.of("compare", model);
    }

    private ComparedCard toCard(GalleryCard card, Optional<ComparisonView> comparison) {
        ImageCard view = ImageCard.of(card);
        return new ComparedCard(
                view,
                Stream.of(HeatmapKind.DEEP, HeatmapKind.DECOMPOSITION)
                        .filter(kind -> card.isReady()
                                && earlierResults
                                        .findAnalysisWithHeatmap(card.image(), kind)
                                        .isPresent())
                        .findFirst()
                        .map(kind -> view.href() + "/heatmap.png?kind=" + kind.code()),
                comparison.filter(shown -> shown.isBest(card.image())).isPresent(),
                comparison.flatMap(shown -> shown.pairWithBest(card.image())));
    }
}
