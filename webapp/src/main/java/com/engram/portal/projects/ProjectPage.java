package com.engram.portal.projects;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.library.Benchmark;
import com.engram.library.BenchmarkId;
import com.engram.library.Benchmarks;
import com.engram.library.ManageProjects;
import com.engram.library.Projects;
import com.engram.library.Projects.ProjectSummary;
import com.engram.library.Readiness;
import com.engram.library.likeness.MeasureLikeness;
import com.engram.people.Permission;
import com.engram.portal.sharing.SharePanel;
import com.engram.reviews.ReviewState;
import com.engram.reviews.Reviews;
import com.engram.sharing.SharedResult;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicBenchmarkId;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import com.engram.web.results.ScoreView;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One project: its brief, whether its images are ready and approved, how alike they are, and its share links. */
@Path("/projects/{id}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ProjectPage {

    /** More images are in the gallery. */
    private static final int MAX_IMAGES = 60;

    /** More images cannot be counted as ready or not without reading all of them. */
    private static final int MAX_COUNTED = 1_000;

    @Inject
    private Projects projects;

    @Inject
    private ManageProjects manageProjects;

    @Inject
    private Benchmarks benchmarks;

    @Inject
    private Readiness readiness;

    @Inject
    private Reviews reviews;

    @Inject
    private Gallery gallery;

    @Inject
    private MeasureLikeness measureLikeness;

    @Inject
    private SharePanel sharePanel;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /**
     * An image of the project.
     *
     * @param id its public id
     * @param ready whether it has reached the threshold; empty if that cannot be said
     */
    public record WorkView(
            String id,
            String filename,
            boolean hasPicture,
            Optional<ScoreView> score,
            Optional<Boolean> ready,
            ReviewState review) {

        /** The page of the image. */
        public String href() {
            return "/images/" + id;
        }
    }

    /**
     * How many images have reached the threshold.
     *
     * @param unknown how many of them cannot be said to have or not
     */
    public record ReadyCount(long ready, long notReady, long unknown) {}

    /**
     * How many images have a state of review.
     *
     * @param href the gallery with these images
     */
    public record StateCount(ReviewState state, long images, String href) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        ProjectSummary project = getProject(id);
        GalleryFilter filter = new GalleryFilter(
                null, null, project.id(), null, null, null, null, null, null, null, null, GalleryOrder.HIGHEST);
        List<GalleryCard> cards = gallery.listCards(filter, null, MAX_IMAGES);
        Map<String, Object> model = new HashMap<>();
        model.put("id", id);
        model.put("project", project);
        model.put("cover", coverOf(project));
        model.put("images", toViews(cards));
        model.put("more", Math.max(0, project.images() - cards.size()));
        model.put("readyCount", project.details().threshold().map(threshold -> count(filter)));
        model.put("benchmark", nameOf(project));
        model.put(
                "threshold",
                project.details()
                        .threshold()
                        .map(threshold -> NumberFormat.getNumberInstance(
                                        RequestLanguage.of(request).formats())
                                .format(threshold))
                        .orElse(""));
        model.put("states", countStates(id, project.id()));
        model.put("likeness", LikenessView.of(measureLikeness.measure(project.id())));
        model.put("share", sharePanel.of(SharedResult.ofProject(project.id()), request, response));
        model.put("chosenBenchmark", PublicBenchmarkId.of(project.details().benchmark()));
        model.put("benchmarks", listBenchmarks(project.id()));
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return View.of("project", model);
    }

    @POST
    @RolesAllowed(Permission.WRITE)
    public Response change(
            @PathParam("id") String id,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("brief") @DefaultValue("") String brief,
            @FormParam("threshold") @DefaultValue("") String threshold,
            @FormParam("benchmark") @DefaultValue("") String benchmark,
            @FormParam("cover") @DefaultValue("") String cover) {
        UUID project = getProject(id).id();
        ManageProjects.Result result = manageProjects.change(
                project,
                details -> details.withName(name)
                        .withBrief(Optional.of(brief))
                        .withThreshold(parse(threshold))
                        .withBenchmark(PublicBenchmarkId.parse(benchmark).orElse(details.benchmark()))
                        .withCover(PublicId.IMAGE.parse(cover)));
        if (result instanceof ManageProjects.Refused refused) {
            return ProblemPages.page(refused.refusal());
        }
        if (!(result instanceof ManageProjects.Saved)) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/projects/" + id)).build();
    }

    /** Changes the name only, from the list of projects. */
    @POST
    @Path("rename")
    @RolesAllowed(Permission.WRITE)
    public Response rename(@PathParam("id") String id, @FormParam("name") @DefaultValue("") String name) {
        ManageProjects.Result result = manageProjects.rename(getProject(id).id(), name);
        return result instanceof ManageProjects.Refused refused
                ? ProblemPages.page(refused.refusal())
                : Response.seeOther(URI.create("/projects")).build();
    }

    @POST
    @Path("delete")
    @RolesAllowed(Permission.WRITE)
    public Response delete(@PathParam("id") String id) {
        manageProjects.delete(getProject(id).id());
        return Response.seeOther(URI.create("/projects")).build();
    }

    /** A number as people write it; what is no number is outside of what a threshold may be. */
    private static Optional<Double> parse(String threshold) {
        String number = threshold.strip().replace(',', '.');
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(number.matches("\\d{1,3}(\\.\\d{1,3})?") ? Double.parseDouble(number) : Double.NaN);
    }

    private List<WorkView> toViews(List<GalleryCard> cards) {
        List<UUID> ids = cards.stream().map(GalleryCard::image).toList();
        Map<UUID, Boolean> ready = readiness.find(ids);
        Map<UUID, ReviewState> states = reviews.listStates(ids);
        return cards.stream()
                .map(card -> new WorkView(
                        PublicId.IMAGE.of(card.image()),
                        card.filename(),
                        card.isReady(),
                        card.score().map(ScoreView::new),
                        Optional.ofNullable(ready.get(card.image())),
                        states.getOrDefault(card.image(), ReviewState.DRAFT)))
                .toList();
    }

    private ReadyCount count(GalleryFilter filter) {
        List<UUID> images = gallery.listImages(filter, MAX_COUNTED);
        Map<UUID, Boolean> known = readiness.find(images);
        long ready = known.values().stream().filter(Boolean::booleanValue).count();
        return new ReadyCount(ready, known.size() - ready, images.size() - known.size());
    }

    private List<StateCount> countStates(String id, UUID project) {
        Map<ReviewState, Long> counts = reviews.countByProject(List.of(project)).getOrDefault(project, Map.of());
        List<StateCount> states = new ArrayList<>();
        for (ReviewState state : ReviewState.values()) {
            states.add(new StateCount(
                    state, counts.getOrDefault(state, 0L), "/gallery?project=" + id + "&review=" + state.code()));
        }
        return states;
    }

    /** The public id of the chosen cover. */
    private static Optional<String> coverOf(ProjectSummary project) {
        return project.details().cover().map(PublicId.IMAGE::of);
    }

    /** The name of the benchmark's project or tag; empty for photographs and the library, and for one that was deleted. */
    private Optional<String> nameOf(ProjectSummary project) {
        BenchmarkId benchmark = project.details().benchmark();
        return benchmarks.findGroup(benchmark).map(group -> group.name());
    }

    /** The projects and tags that the threshold can refer to: those with enough results, and the project itself. */
    private List<ProjectOption> listBenchmarks(UUID project) {
        List<ProjectOption> options = new ArrayList<>();
        benchmarks.listGroupsWithPlaces(Benchmark.PROJECT).stream()
                .filter(group -> !group.id().equals(project))
                .forEach(group -> options.add(
                        new ProjectOption(PublicBenchmarkId.of(BenchmarkId.ofProject(group.id())), group.name())));
        benchmarks
                .listGroupsWithPlaces(Benchmark.TAG)
                .forEach(group -> options.add(
                        new ProjectOption(PublicBenchmarkId.of(BenchmarkId.ofTag(group.id())), group.name())));
        return options;
    }

    private ProjectSummary getProject(String id) {
        return PublicId.PROJECT.parse(id).flatMap(projects::findProject).orElseThrow(NotFoundException::new);
    }
}
