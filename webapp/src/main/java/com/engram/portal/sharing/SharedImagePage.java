package com.engram.portal.sharing;

import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.branding.Brand;
import com.engram.branding.Brands;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.library.ShareImage;
import com.engram.library.ShareImage.SharedImage;
import com.engram.limits.RateLimitDecision;
import com.engram.people.signin.Throttle;
import com.engram.tenancy.Scope;
import com.engram.web.maps.HeatmapImages;
import com.engram.web.pages.View;
import com.engram.web.results.ScoreView;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The page behind a share link: the image, its score and its heatmap, and nothing else of the tenant. Search engines
 * must not index it.
 */
@Path("/share/{token}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SharedImagePage {

    private static final Duration SIGNED_URL_LIFETIME = Duration.ofMinutes(5);

    @Inject
    private ShareImage shareImage;

    @Inject
    private Images images;

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private ObjectStore store;

    @Inject
    private HeatmapImages heatmaps;

    @Inject
    private Throttle throttle;

    @Inject
    private Brands brands;

    @Context
    private HttpServletRequest request;

    @PathParam("token")
    private String token = "";

    @GET
    @PermitAll
    public Response show() {
        return notIndexed(read((image, analysis) -> {
            String url = "/share/" + token;
            boolean hasHeatmap = earlierResults.findBestHeatmap(image.id()).isPresent();
            Map<String, Object> model = new HashMap<>();
            model.put("picture", image.isReady() ? Optional.of(url + "/picture") : Optional.empty());
            model.put("heatmap", image.isReady() && hasHeatmap ? Optional.of(url + "/heatmap.png") : Optional.empty());
            model.put("width", image.previewWidth());
            model.put("height", image.previewHeight());
            Brand brand = brands.getBrand();
            model.put("brandName", brand.name());
            model.put("logo", brand.hasLogo() ? Optional.of(url + "/logo.png") : Optional.empty());
            model.put("score", analysis.flatMap(Analysis::score).map(ScoreView::new));
            return Response.ok(View.of("share", model));
        }));
    }

    @GET
    @Path("picture")
    @PermitAll
    public Response picture() {
        return notIndexed(read((image, analysis) -> {
            if (!image.isReady()) {
                throw new NotFoundException();
            }
            return Response.seeOther(store.signPublicRead(ImageKeys.preview(image.id()), SIGNED_URL_LIFETIME))
                    .header("Cache-Control", "private, max-age=60");
        }));
    }

    @GET
    @Path("heatmap.png")
    @Produces("image/png")
    @PermitAll
    public Response heatmap() {
        RateLimitDecision decision = throttle.checkHeatmap(request.getRemoteAddr());
        if (!decision.allowed()) {
            return notIndexed(Response.status(429)
                    .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds())));
        }
        return notIndexed(read((image, analysis) -> {
            HeatmapGrid grid = earlierResults.findBestHeatmap(image.id()).orElseThrow(NotFoundException::new);
            return Response.ok(heatmaps.heatmapPng(image, grid)).header("Cache-Control", "private, max-age=60");
        }));
    }

    @GET
    @Path("logo.png")
    @Produces("image/png")
    @PermitAll
    public Response logo() {
        return notIndexed(
                read((image, analysis) -> Response.ok(brands.findLogo().orElseThrow(NotFoundException::new))
                        .header("Cache-Control", "private, max-age=60")));
    }

    /** Reads in the scope of the tenant that owns the link. */
    private Response.ResponseBuilder read(BiFunction<Image, Optional<Analysis>, Response.ResponseBuilder> show) {
        SharedImage shared = shareImage.findByToken(token).orElseThrow(NotFoundException::new);
        try (Scope.Entered ignored = Scope.enter(shared.tenant())) {
            Image image = images.findImage(shared.image()).orElseThrow(NotFoundException::new);
            return show.apply(image, earlierResults.findShown(image.id()));
        }
    }

    private static Response notIndexed(Response.ResponseBuilder response) {
        return response.header("X-Robots-Tag", "noindex, nofollow").build();
    }
}
