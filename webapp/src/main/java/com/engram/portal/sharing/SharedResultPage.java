package com.engram.portal.sharing;

import com.engram.analysis.EarlierResults;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.branding.Brand;
import com.engram.branding.Brands;
import com.engram.images.Image;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.limits.RateLimitDecision;
import com.engram.people.signin.Throttle;
import com.engram.refusals.Refusal;
import com.engram.sharing.GuestComments;
import com.engram.sharing.ShareLinks;
import com.engram.sharing.ShareLinks.FoundLink;
import com.engram.sharing.SharedResult;
import com.engram.sharing.UnlockShare;
import com.engram.tenancy.Scope;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.maps.HeatmapImages;
import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The page behind a share link: an image, a comparison or a project with its scores and heatmaps, and nothing else of the tenant.
 * A link with a password shows a form first. Search engines must not index it.
 */
@Path("/share/{token}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SharedResultPage {

    private static final Duration SIGNED_URL_LIFETIME = Duration.ofMinutes(5);

    @Inject
    private ShareLinks shareLinks;

    @Inject
    private SharedResults sharedResults;

    @Inject
    private UnlockShare unlockShare;

    @Inject
    private UnlockedShares unlockedShares;

    @Inject
    private GuestComments guestComments;

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

    @Context
    private HttpServletResponse response;

    @PathParam("token")
    private String token = "";

    @GET
    @PermitAll
    public Response show() {
        FoundLink link = getLink();
        return unlockedShares.isOpen(link, request)
                ? page(link, 200, "", "", Optional.empty())
                : locked(200, Optional.empty());
    }

    /** Checks the password of the link. */
    @POST
    @Path("unlock")
    @PermitAll
    public Response unlock(@FormParam("password") @DefaultValue("") String password) {
        FoundLink link = getLink();
        UnlockShare.Result result = unlockShare.unlock(link, password, request.getRemoteAddr());
        if (result instanceof UnlockShare.TooManyAttempts tooMany) {
            return withRetryAfter(locked(429, Optional.of(text("share.password.tooMany"))), tooMany.retryAfter());
        }
        if (result instanceof UnlockShare.WrongPassword) {
            return locked(422, Optional.of(text("share.password.wrong")));
        }
        unlockedShares.open(link, request, response);
        return Response.seeOther(URI.create(url())).build();
    }

    /** Writes a comment of a guest. */
    @POST
    @Path("comments")
    @PermitAll
    public Response comment(
            @FormParam("name") @DefaultValue("") String name, @FormParam("text") @DefaultValue("") String text) {
        FoundLink link = getOpenLink();
        if (!link.allowsComments()) {
            throw new NotFoundException();
        }
        RateLimitDecision decision = guestComments.checkRate(request.getRemoteAddr());
        if (!decision.allowed()) {
            return withRetryAfter(
                    page(link, 429, name, text, Optional.of(text("share.comments.tooMany"))), decision.retryAfter());
        }
        Optional<Refusal> refusal = inScope(link, result -> guestComments.write(link.id(), name, text));
        return refusal.map(why -> page(
                        link,
                        422,
                        name,
                        text,
                        Optional.of(RequestLanguage.messages(request).text(why.message()))))
                .orElseGet(() ->
                        Response.seeOther(URI.create(url() + "#comments-title")).build());
    }

    @GET
    @Path("picture")
    @PermitAll
    public Response picture() {
        return picture(PublicId.IMAGE.of(getOpenLink().result().id()));
    }

    @GET
    @Path("images/{id}/picture")
    @PermitAll
    public Response picture(@PathParam("id") String id) {
        return redirectTo(id, "picture");
    }

    @GET
    @Path("images/{id}/thumbnail")
    @PermitAll
    public Response thumbnail(@PathParam("id") String id) {
        return redirectTo(id, "thumbnail");
    }

    @GET
    @Path("heatmap.png")
    @Produces("image/png")
    @PermitAll
    public Response heatmap() {
        return limitedHeatmap(() -> PublicId.IMAGE.of(getOpenLink().result().id()));
    }

    @GET
    @Path("images/{id}/heatmap.png")
    @Produces("image/png")
    @PermitAll
    public Response heatmap(@PathParam("id") String id) {
        return limitedHeatmap(() -> id);
    }

    /** Checks the limit first, so that nobody can try tokens beyond it. */
    private Response limitedHeatmap(Supplier<String> id) {
        RateLimitDecision decision = throttle.checkHeatmap(request.getRemoteAddr());
        if (!decision.allowed()) {
            return notIndexed(Response.status(429)
                    .header("Retry-After", Math.max(1, decision.retryAfter().toSeconds())));
        }
        return notIndexed(inScope(getOpenLink(), result -> {
            Image image = sharedResults.findImage(result, id.get()).orElseThrow(NotFoundException::new);
            HeatmapGrid grid = earlierResults.findBestHeatmap(image.id()).orElseThrow(NotFoundException::new);
            return Response.ok(heatmaps.heatmapPng(image, grid)).header("Cache-Control", "private, max-age=60");
        }));
    }

    @GET
    @Path("logo.png")
    @Produces("image/png")
    @PermitAll
    public Response logo() {
        return notIndexed(inScope(
                getLink(),
                result -> Response.ok(brands.findLogo().orElseThrow(NotFoundException::new))
                        .header("Cache-Control", "private, max-age=60")));
    }

    private Response redirectTo(String id, String derivative) {
        return notIndexed(inScope(getOpenLink(), result -> {
            Image image =
                    sharedResults.findImage(result, id).filter(Image::isReady).orElseThrow(NotFoundException::new);
            String key = derivative.equals("picture") ? ImageKeys.preview(image.id()) : ImageKeys.thumbnail(image.id());
            return Response.seeOther(store.signPublicRead(key, SIGNED_URL_LIFETIME))
                    .header("Cache-Control", "private, max-age=60");
        }));
    }

    private Response page(FoundLink link, int status, String author, String text, Optional<String> fault) {
        return notIndexed(inScope(link, result -> {
            SharedResults.Shown shown = sharedResults.show(result, url());
            Map<String, Object> model = new HashMap<>(shown.model());
            putBrand(model);
            model.put("action", url() + "/comments");
            model.put("takesComments", link.allowsComments());
            model.put(
                    "comments",
                    link.allowsComments()
                            ? guestComments.listComments(link.id()).stream()
                                    .map(ShareLinksPage.CommentView::of)
                                    .toList()
                            : List.of());
            model.put("author", author);
            model.put("text", text);
            model.put("fault", fault);
            return Response.status(status).entity(View.of(shown.template(), model));
        }));
    }

    private Response locked(int status, Optional<String> fault) {
        return notIndexed(inScope(getLink(), result -> {
            Map<String, Object> model = new HashMap<>();
            putBrand(model);
            model.put("action", url() + "/unlock");
            model.put("fault", fault);
            return Response.status(status).entity(View.of("share-locked", model));
        }));
    }

    private void putBrand(Map<String, Object> model) {
        Brand brand = brands.getBrand();
        model.put("brandName", brand.name());
        model.put("logo", brand.hasLogo() ? Optional.of(url() + "/logo.png") : Optional.empty());
    }

    private String url() {
        return "/share/" + token;
    }

    private String text(String key) {
        return RequestLanguage.messages(request).text(key);
    }

    private FoundLink getLink() {
        return shareLinks.findByToken(token).orElseThrow(NotFoundException::new);
    }

    /** The link, if the guest may see what it shows. */
    private FoundLink getOpenLink() {
        return Optional.of(getLink())
                .filter(link -> unlockedShares.isOpen(link, request))
                .orElseThrow(NotFoundException::new);
    }

    /** Works in the scope of the tenant that owns the link. */
    private static <T> T inScope(FoundLink link, Function<SharedResult, T> work) {
        try (Scope.Entered ignored = Scope.enter(link.tenant())) {
            return work.apply(link.result());
        }
    }

    private static Response withRetryAfter(Response refused, Duration retryAfter) {
        return Response.fromResponse(refused)
                .header("Retry-After", Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    private static Response notIndexed(Response.ResponseBuilder builder) {
        return builder.header("X-Robots-Tag", "noindex, nofollow").build();
    }
}
