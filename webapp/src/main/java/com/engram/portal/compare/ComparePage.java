package com.engram.portal.compare;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.comparisons.CompareImages;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.library.firstrun.FirstSteps;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.results.ComparisonView;
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
    private CompareModel compareModel;

    @Inject
    private CompareImages compareImages;

    @Inject
    private FirstSteps firstSteps;

    @Context
    private HttpServletRequest request;

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
        model.put(
                "refusal",
                result.filter(CompareImages.Refused.class::isInstance)
                        .map(refused ->
                                ((CompareImages.Refused) refused).refusal().message()));
        model.put(
                "report",
                "/reports/comparison?images="
                        + scored.stream().map(PublicId.IMAGE::of).collect(Collectors.joining(",")));
        model.put("reportTable", Optional.empty());
        model.put("saved", Optional.empty());
        model.put("share", Optional.empty());
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        compareModel.put(model, cards, comparison);
        return View.of("compare", model);
    }
}
