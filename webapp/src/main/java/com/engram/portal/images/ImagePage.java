package com.engram.portal.images;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.areas.AreaKind;
import com.engram.areas.Areas;
import com.engram.areas.DrawArea;
import com.engram.areas.MeasuredAreas;
import com.engram.audit.Actor;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.library.AssignImagesToProject;
import com.engram.library.Benchmark;
import com.engram.library.Places;
import com.engram.library.Projects;
import com.engram.library.TagImages;
import com.engram.library.Tags;
import com.engram.mail.PortalUrl;
import com.engram.notes.Notes;
import com.engram.people.Permission;
import com.engram.portal.projects.ProjectOption;
import com.engram.portal.sharing.SharePanel;
import com.engram.portal.variants.FirstAdvice;
import com.engram.refusals.Refusal;
import com.engram.sharing.ShareResult;
import com.engram.sharing.SharedResult;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.downloads.AttachmentHeader;
import com.engram.web.language.RequestLanguage;
import com.engram.web.maps.ColourMap;
import com.engram.web.maps.HeatmapImages;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import com.engram.web.results.PlaceView;
import jakarta.annotation.security.RolesAllowed;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One image: its score, heatmaps, areas and share links. {@link ImageAreasPage} changes the areas, and
 * {@link ImageNotesPage} the notes. */
@Path("/images/{id}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ImagePage {

    private static final Duration SIGNED_URL_LIFETIME = Duration.ofMinutes(10);
    private static final int MAX_SHARE_DAYS = 365;

    private static final Pattern FILTER_PART =
            Pattern.compile("(?:q|status|project|tag|batch|by|review|rank|min|max|from|to|sort)=[A-Za-z0-9_.,%+\\-]+");

    /** The page shows the place among photographs with every score. */
    private static final Set<Benchmark> OWN_BENCHMARKS = Set.of(Benchmark.LIBRARY, Benchmark.PROJECT, Benchmark.TAG);

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
    private ShareResult shareResult;

    @Inject
    private SharePanel sharePanel;

    @Inject
    private Projects projects;

    @Inject
    private Tags tags;

    @Inject
    private TagImages tagImages;

    @Inject
    private Places places;

    @Inject
    private AssignImagesToProject assignImages;

    @Inject
    private PortalUrl portal;

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private Areas areas;

    @Inject
    private ScoreSpread scoreSpread;

    @Inject
    private ModelHistory modelHistory;

    @Inject
    private ImageStanding standing;

    @Inject
    private FirstAdvice firstAdvice;

    @Inject
    private Notes notes;

    @Inject
    private ShowOnce showOnce;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** The image with its public id. */
    public record ImageView(
            String id, String filename, Optional<Integer> width, Optional<Integer> height, Optional<Long> bytes) {}

    /** A tag of the image. */
    public record TagView(String id, String name) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        Image image = getImage(id);
        Analysis analysis = analyses.findCurrent(image.id()).orElseThrow(NotFoundException::new);
        Analysis shown = earlierResults.findShown(image.id()).orElse(analysis);
        Map<String, Object> model = new HashMap<>();
        model.put("image", new ImageView(id, image.filename(), image.width(), image.height(), image.bytes()));
        model.put("preview", image.isReady() ? Optional.of("/images/" + id + "/preview") : Optional.empty());
        model.put("heatmap", heatmapUrl(id, image, HeatmapKind.DECOMPOSITION));
        model.put("deepHeatmap", heatmapUrl(id, image, HeatmapKind.DEEP));
        model.put("state", analysis.state().name());
        model.put("isEarlier", !shown.id().equals(analysis.id()));
        model.put("score", shown.score());
        model.put(
                "places",
                shown.score()
                        .map(score -> places.listPlaces(image.id(), score, OWN_BENCHMARKS).stream()
                                .map(PlaceView::new)
                                .toList())
                        .orElse(List.of()));
        model.put("warnings", shown.warnings());
        model.put("model", shown.model());
        model.put("credits", shown.credits());
        model.put("problemCode", analysis.problemCode().orElse(""));
        model.put("problem", analysis.problemDetail());
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        MeasuredAreas measured = areas.measure(image.id());
        model.put("areas", measured.areas().stream().map(AreaView::of).toList());
        model.put("brand", measured.brand().map(BrandView::new));
        model.put("measuredBy", measured.map().map(HeatmapKind::code).orElse(""));
        model.put("mayDraw", measured.areas().size() < DrawArea.MAX_AREAS);
        model.put(
                "proposals",
                areas.listProposals(image.id()).stream().map(ProposalView::of).toList());
        model.put("kinds", Stream.of(AreaKind.values()).map(AreaKind::code).toList());
        model.put("colourMaps", ColourMapView.ALL);
        model.put("ramp", ColourMapView.LEGEND);
        Optional<UUID> reader = Optional.ofNullable(Actor.current().id());
        List<Notes.Mentionable> members = notes.listMentionable();
        model.put(
                "notes",
                notes.listNotes(image.id()).stream()
                        .map(note -> NoteView.of(
                                note,
                                reader,
                                note.isBy(reader)
                                        ? NoteView.PersonView.of(members, notes.listMentioned(note.id()))
                                        : List.of()))
                        .toList());
        model.put("people", NoteView.PersonView.of(members, List.of()));
        model.put(
                "spread",
                shown.score()
                        .flatMap(score -> scoreSpread.chart(
                                projects.findProjectOf(image.id()),
                                score.value(),
                                String.format(RequestLanguage.of(request).formats(), "%.1f", score.outOfTen()),
                                RequestLanguage.messages(request))));
        model.put("tried", firstAdvice.find(image, analysis));
        model.put("reviews", standing.listReviews(image.id()));
        model.put("ready", standing.findReady(image.id()));
        model.put("history", modelHistory.listScores(image.id()));
        model.put("share", sharePanel.of(SharedResult.ofImage(image.id()), request, response));
        model.put("projects", ProjectOption.of(projects.listProjects()));
        model.put(
                "project",
                projects.findProjectOf(image.id()).map(PublicId.PROJECT::of).orElse(""));
        model.put("filter", filterOf(request));
        model.put(
                "tags",
                tags.listTagsOf(Set.of(image.id())).getOrDefault(image.id(), List.of()).stream()
                        .map(tag -> new TagView(PublicId.TAG.of(tag.tag()), tag.name()))
                        .toList());
        model.put("knownTags", tags.listTags().stream().map(Tags.TagCount::name).toList());
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
            @QueryParam("save") @Nullable String save,
            @QueryParam("colours") @DefaultValue("plasma") String colours,
            @QueryParam("opacity") @DefaultValue("100") String opacity)
            throws IOException {
        Image image = getImage(id);
        HeatmapKind wanted = "deep".equals(kind) ? HeatmapKind.DEEP : HeatmapKind.DECOMPOSITION;
        HeatmapGrid grid = earlierResults.findHeatmap(image.id(), wanted).orElseThrow(NotFoundException::new);
        ColourMap colourMap = ColourMap.findByCode(colours).orElseThrow(NotFoundException::new);
        if (!opacity.matches("\\d{1,2}|100")) {
            throw new NotFoundException();
        }
        boolean overPicture = "picture".equals(over) && image.isReady();
        Response.ResponseBuilder png = Response.ok(
                        overPicture
                                ? heatmaps.overlayPng(image, grid, colourMap, Integer.parseInt(opacity) / 100.0)
                                : heatmaps.heatmapPng(image, grid, colourMap))
                .header("Cache-Control", "private, max-age=300");
        return save == null
                ? png.build()
                : png.header(
                                "Content-Disposition",
                                AttachmentHeader.named(image.filename(), "-" + wanted.code() + "-map.png"))
                        .build();
    }

    /**
     * A heatmap as numbers, for the script that draws it.
     *
     * @param values row by row from the top left
     */
    public record MapJson(String kind, int rows, int columns, List<Float> values) {}

    @GET
    @Path("heatmap.json")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.READ)
    public Response heatmapNumbers(@PathParam("id") String id, @QueryParam("kind") @Nullable String kind) {
        Image image = getImage(id);
        HeatmapKind wanted = "deep".equals(kind) ? HeatmapKind.DEEP : HeatmapKind.DECOMPOSITION;
        HeatmapGrid grid = earlierResults.findHeatmap(image.id(), wanted).orElseThrow(NotFoundException::new);
        List<Float> values = new ArrayList<>();
        for (float cell : grid.cells()) {
            values.add(cell);
        }
        return Response.ok(new MapJson(grid.kind().code(), grid.rows(), grid.columns(), values))
                .header("Cache-Control", "private, max-age=300")
                .build();
    }

    @POST
    @Path("analyse")
    @RolesAllowed(Permission.WRITE)
    public Response analyse(@PathParam("id") String id, @FormParam("deep") @Nullable String deep) {
        AnalysisRequestResult result = requestAnalysis.request(getImage(id).id(), AnalysisOptions.single(deep != null));
        return result instanceof AnalysisRequestResult.Refused refused
                ? ProblemPages.page(refused.refusal())
                : Response.seeOther(URI.create("/images/" + id)).build();
    }

    @POST
    @Path("retry")
    @RolesAllowed(Permission.WRITE)
    public Response retry(@PathParam("id") String id) {
        Analysis analysis = analyses.findCurrent(getImage(id).id()).orElseThrow(NotFoundException::new);
        return retryAnalyses.retry(analysis.id()) instanceof RetryAnalyses.Refused refused
                ? ProblemPages.page(refused.refusal())
                : Response.seeOther(URI.create("/images/" + id)).build();
    }

    @POST
    @Path("share")
    @RolesAllowed(Permission.WRITE)
    public Response share(@PathParam("id") String id, @FormParam("days") @DefaultValue("30") int days) {
        Duration validity = Duration.ofDays(Math.max(1, Math.min(MAX_SHARE_DAYS, days)));
        if (!(shareResult.share(SharedResult.ofImage(getImage(id).id()), ShareResult.Terms.of(validity))
                instanceof ShareResult.Shared shared)) {
            throw new NotFoundException();
        }
        showOnce.keep(request, response, "/images/" + id, portal.at("/share/" + shared.token()));
        return Response.seeOther(URI.create("/images/" + id + "#share-title")).build();
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

    /** Adds a tag by its name, or takes one off by its id. */
    @POST
    @Path("tags")
    @RolesAllowed(Permission.WRITE)
    public Response tag(
            @PathParam("id") String id,
            @FormParam("tag") @DefaultValue("") String name,
            @FormParam("untag") @DefaultValue("") String untag) {
        Set<UUID> image = Set.of(getImage(id).id());
        Optional<UUID> taken = PublicId.TAG.parse(untag);
        taken.ifPresent(tag -> tagImages.remove(image, tag));
        Optional<Refusal> refusal = taken.isPresent() ? Optional.empty() : tagImages.add(image, name);
        return refusal.map(ProblemPages::page)
                .orElseGet(() -> Response.seeOther(URI.create("/images/" + id + "#tags-title"))
                        .build());
    }

    /** The gallery's filter that led to the image, as a query string; empty if none did. */
    private static String filterOf(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null
                ? ""
                : Stream.of(query.split("&"))
                        .filter(part -> FILTER_PART.matcher(part).matches())
                        .collect(Collectors.joining("&"));
    }

    private Image getImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).orElseThrow(NotFoundException::new);
    }

    /** The URL names the analysis, so that the browser does not show a cached map after the next analysis. */
    private Optional<String> heatmapUrl(String id, Image image, HeatmapKind kind) {
        return earlierResults
                .findAnalysisWithHeatmap(image.id(), kind)
                .map(analysis -> "/images/%s/heatmap.png?kind=%s&colours=cividis&of=%s"
                        .formatted(id, kind.code(), PublicId.ANALYSIS.of(analysis)));
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
