package com.engram.portal.images;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.backends.HeatmapGrid;
import com.engram.analysis.backends.HeatmapKind;
import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.library.AssignImagesToProject;
import com.engram.library.Projects;
import com.engram.library.ShareImage;
import com.engram.library.ShareLink;
import com.engram.mail.PortalUrl;
import com.engram.people.Permission;
import com.engram.portal.projects.ProjectOption;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.maps.HeatmapImages;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One image: its score, heatmaps, areas and share links. */
@Path("/images/{id}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ImagePage {

    private static final Duration SIGNED_URL_LIFETIME = Duration.ofMinutes(10);
    private static final int MAX_SHARE_DAYS = 365;
    private static final int MAX_AREAS = 6;

    @Inject
    private Images images;

    @Inject
    private Analyses analyses;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Inject
    private RetryAnalyses retryAnalyses;

    @Inject
    private DeleteImage deleteImage;

    @Inject
    private ObjectStore store;

    @Inject
    private HeatmapImages heatmaps;

    @Inject
    private ShareImage shareImage;

    @Inject
    private Projects projects;

    @Inject
    private AssignImagesToProject assignImages;

    @Inject
    private PortalUrl portal;

    @Context
    private HttpServletRequest request;

    /** The image with its public id. */
    public record ImageView(
            String id, String filename, Optional<Integer> width, Optional<Integer> height, Optional<Long> bytes) {}

    /** A share link of the image. */
    public record ShareLinkView(String id, OffsetDateTime createdAt, OffsetDateTime expiresAt) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id, @QueryParam("area") List<String> areas) {
        return page(id, areas, Optional.empty());
    }

    private View page(String id, List<String> areas, Optional<String> freshLink) {
        Image image = getImage(id);
        Analysis analysis = analyses.findCurrent(image.id()).orElseThrow(NotFoundException::new);
        Map<String, Object> model = new HashMap<>();
        model.put("image", new ImageView(id, image.filename(), image.width(), image.height(), image.bytes()));
        model.put("preview", image.isReady() ? Optional.of("/images/" + id + "/preview") : Optional.empty());
        model.put("heatmap", heatmapUrl(id, analysis, HeatmapKind.DECOMPOSITION));
        model.put("deepHeatmap", heatmapUrl(id, analysis, HeatmapKind.DEEP));
        model.put("state", analysis.state().name());
        model.put("score", analysis.score());
        model.put("warnings", analysis.warnings());
        model.put("model", analysis.model());
        model.put("credits", analysis.credits());
        model.put("problem", analysis.problemDetail());
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        model.put("areas", areas(areas, analysis));
        model.put("freshLink", freshLink);
        model.put(
                "links",
                shareImage.listOpen(image.id()).stream().map(ImagePage::toView).toList());
        model.put("projects", ProjectOption.of(projects.listProjects()));
        model.put(
                "project",
                projects.findProjectOf(image.id()).map(PublicId.PROJECT::of).orElse(""));
        return View.of("image", model);
    }

    @GET
    @Path("preview")
    @RolesAllowed(Permission.READ)
    public Response preview(@PathParam("id") String id) {
        Image image = getImage(id);
        return redirectToStore(image, ImageKeys.preview(image.id()));
    }

    @GET
    @Path("thumbnail")
    @RolesAllowed(Permission.READ)
    public Response thumbnail(@PathParam("id") String id) {
        Image image = getImage(id);
        return redirectToStore(image, ImageKeys.thumbnail(image.id()));
    }

    @GET
    @Path("heatmap.png")
    @Produces("image/png")
    @RolesAllowed(Permission.READ)
    public Response heatmap(
            @PathParam("id") String id,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("over") @Nullable String over,
            @QueryParam("save") @Nullable String save)
            throws IOException {
        Image image = getImage(id);
        HeatmapKind wanted = "deep".equals(kind) ? HeatmapKind.DEEP : HeatmapKind.DECOMPOSITION;
        HeatmapGrid grid = analyses.findCurrent(image.id())
                .flatMap(analysis -> analyses.findHeatmap(analysis.id(), wanted))
                .orElseThrow(NotFoundException::new);
        boolean overPicture = "picture".equals(over) && image.isReady();
        Response.ResponseBuilder response = Response.ok(
                        overPicture ? heatmaps.overlayPng(image, grid) : heatmaps.heatmapPng(image, grid))
                .header("Cache-Control", "private, max-age=300");
        return save == null
                ? response.build()
                : response.header(
                                "Content-Disposition",
                                "attachment; filename=\"engram-%s-%s.png\"".formatted(id, wanted.code()))
                        .build();
    }

    @POST
    @Path("analyse")
    @RolesAllowed(Permission.WRITE)
    public Response analyse(@PathParam("id") String id, @FormParam("deep") @Nullable String deep) {
        AnalysisRequestResult result = requestAnalysis.request(getImage(id).id(), AnalysisOptions.single(deep != null));
        return result instanceof AnalysisRequestResult.Refused refused
                ? ProblemPages.page(ProblemResponses.of(refused.refusal()))
                : Response.seeOther(URI.create("/images/" + id)).build();
    }

    @POST
    @Path("retry")
    @RolesAllowed(Permission.WRITE)
    public Response retry(@PathParam("id") String id) {
        Analysis analysis = analyses.findCurrent(getImage(id).id()).orElseThrow(NotFoundException::new);
        return retryAnalyses.retry(analysis.id()) instanceof RetryAnalyses.Refused refused
                ? ProblemPages.page(ProblemResponses.of(refused.refusal()))
                : Response.seeOther(URI.create("/images/" + id)).build();
    }

    @POST
    @Path("share")
    @RolesAllowed(Permission.WRITE)
    public View share(@PathParam("id") String id, @FormParam("days") @DefaultValue("30") int days) {
        Duration validity = Duration.ofDays(Math.max(1, Math.min(MAX_SHARE_DAYS, days)));
        String token = shareImage.share(getImage(id).id(), validity).orElseThrow(NotFoundException::new);
        return page(id, List.of(), Optional.of(portal.at("/share/" + token)));
    }

    @POST
    @Path("project")
    @RolesAllowed(Permission.WRITE)
    public Response assignToProject(
            @PathParam("id") String id, @FormParam("project") @DefaultValue("") String project) {
        Optional<UUID> target = PublicId.PROJECT.parse(project);
        boolean isInvalid = !project.isEmpty() && target.isEmpty();
        if (isInvalid || !assignImages.assign(Set.of(getImage(id).id()), target)) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/images/" + id)).build();
    }

    @POST
    @Path("delete")
    @RolesAllowed(Permission.WRITE)
    public Response delete(@PathParam("id") String id) {
        deleteImage.delete(getImage(id).id());
        return Response.seeOther(URI.create("/gallery")).build();
    }

    private List<ImageArea> areas(List<String> wanted, Analysis analysis) {
        return analyses.findHeatmap(analysis.id(), HeatmapKind.DECOMPOSITION).stream()
                .flatMap(map -> wanted.stream().limit(MAX_AREAS).flatMap(text -> ImageArea.of(text, map).stream()))
                .toList();
    }

    private static ShareLinkView toView(ShareLink link) {
        return new ShareLinkView(
                PublicId.SHARE.of(link.id()),
                link.createdAt().atOffset(ZoneOffset.UTC),
                link.expiresAt().atOffset(ZoneOffset.UTC));
    }

    private Image getImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).orElseThrow(NotFoundException::new);
    }

    private Optional<String> heatmapUrl(String id, Analysis analysis, HeatmapKind kind) {
        return analyses.findHeatmap(analysis.id(), kind)
                .map(map -> "/images/" + id + "/heatmap.png?kind=" + kind.code());
    }

    /** Redirects the browser to the object store. The browser may cache the redirect while the signed URL is valid. */
    private Response redirectToStore(Image image, String key) {
        if (!image.isReady()) {
            throw new NotFoundException();
        }
        return Response.seeOther(store.signPublicRead(key, SIGNED_URL_LIFETIME))
                .header(
                        "Cache-Control",
                        "private, max-age=" + SIGNED_URL_LIFETIME.dividedBy(2).toSeconds())
                .build();
    }
}
