package com.engram.portal;

import com.engram.analysis.Gallery;
import com.engram.analysis.RequestAnalysis;
import com.engram.analysis.State;
import com.engram.people.Permission;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.web.Callers;
import com.engram.web.Problems;
import com.engram.web.PublicId;
import com.engram.web.UploadDesk;
import com.engram.web.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's pictures with their scores, and the way in for new ones. */
@Path("/gallery")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class GalleryPage {

    private static final int PAGE = 60;

    @Inject
    private Gallery gallery;

    @Inject
    private Plans plans;

    @Inject
    private UploadDesk desk;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Context
    private HttpServletRequest request;

    /** A card with its addresses. */
    public record CardView(
            String href,
            String thumbnail,
            String filename,
            boolean isReady,
            State state,
            Optional<Double> scoreOutOfTen,
            Optional<Double> percentile,
            Optional<String> problem) {

        static CardView of(Gallery.Card card) {
            String href = "/images/" + PublicId.IMAGE.of(card.image());
            return new CardView(
                    href,
                    href + "/thumbnail",
                    card.filename(),
                    card.isReady(),
                    card.state(),
                    card.scoreOutOfTen(),
                    card.percentile(),
                    card.problem());
        }
    }

    /** Which picture was posted, whether its deep map is wanted, and whether it is one of many. */
    public record AnalysisWish(
            @Nullable String imageId,
            @Nullable Boolean heatmap,
            @Nullable Boolean bulk) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@QueryParam("after") @Nullable String after) {
        Map<String, Object> model = new HashMap<>(cardsFrom(after));
        Plan plan = plans.getCurrent();
        model.put("mayUpload", Callers.getCaller(request).permissions().contains(Permission.WRITE));
        model.put("deepMaps", plan.allowsDeepMaps());
        model.put("maxBytes", plan.maxImageBytes().orElse(Long.MAX_VALUE));
        return View.of("gallery", model);
    }

    @GET
    @Path("cards")
    @RolesAllowed(Permission.READ)
    public View cards(@QueryParam("after") @Nullable String after) {
        return View.of("cards-refreshed", cardsFrom(after));
    }

    @POST
    @Path("uploads")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response admit(UploadDesk.@Nullable UploadRequest wanted) {
        return desk.admit(wanted);
    }

    @POST
    @Path("analyses")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response analyse(@Nullable AnalysisWish wish) {
        Optional<UUID> image = PublicId.IMAGE.parse(wish == null ? null : wish.imageId());
        if (wish == null || image.isEmpty()) {
            return Problems.notFound();
        }
        RequestAnalysis.Answer answer = requestAnalysis.request(
                image.get(),
                new RequestAnalysis.Wish(Boolean.TRUE.equals(wish.heatmap()), Boolean.TRUE.equals(wish.bulk())));
        if (answer instanceof RequestAnalysis.Accepted accepted) {
            return Response.accepted(Map.of(
                            "id", PublicId.ANALYSIS.of(accepted.analysis().id())))
                    .build();
        }
        return answer instanceof RequestAnalysis.Refused refused ? Problems.of(refused.refusal()) : Problems.notFound();
    }

    private Map<String, Object> cardsFrom(@Nullable String after) {
        List<Gallery.Card> found = gallery.listCards(PublicId.IMAGE.parse(after).orElse(null), PAGE + 1);
        List<Gallery.Card> page = found.size() > PAGE ? found.subList(0, PAGE) : found;
        Optional<String> next = found.size() > PAGE
                ? Optional.of(PublicId.IMAGE.of(page.get(PAGE - 1).image()))
                : Optional.empty();
        return Map.of("cards", page.stream().map(CardView::of).toList(), "progress", gallery.progress(), "next", next);
    }
}
