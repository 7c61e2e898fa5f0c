package com.engram.portal.gallery;

import com.engram.analysis.Batches;
import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.images.deletion.RemoveImages;
import com.engram.library.Places;
import com.engram.library.Projects;
import com.engram.library.Tags;
import com.engram.people.Permission;
import com.engram.people.members.Members;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.portal.projects.ProjectOption;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.intake.UploadRequests;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.PageLayout;
import com.engram.web.pages.View;
import com.engram.web.paging.Page;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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

/** The tenant's images with their scores, and the upload form. */
@Path("/gallery")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class GalleryPage {

    private static final int PAGE_SIZE = 60;

    /** The newest batches, which a filter offers. */
    private static final int SHOWN_BATCHES = 30;

    @Inject
    private Gallery gallery;

    @Inject
    private Projects projects;

    @Inject
    private Tags tags;

    @Inject
    private Places places;

    @Inject
    private Batches batches;

    @Inject
    private Members members;

    @Inject
    private Plans plans;

    @Inject
    private UploadRequests uploadRequests;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Inject
    private PageLayout layout;

    @Context
    private HttpServletRequest request;

    /** Which image was uploaded, whether to compute a deep heatmap, and whether the image is one of many. */
    public record AnalysisRequestForm(
            @Nullable String imageId,
            @Nullable Boolean heatmap,
            @Nullable Boolean bulk) {}

    // One transaction for all that a page reads: each of its own would take a connection and set the tenant again.
    @GET
    @Transactional
    @RolesAllowed(Permission.READ)
    public View show(
            @BeanParam GalleryQuery query,
            @QueryParam("removed") @Nullable Integer removed,
            @QueryParam("undo") @DefaultValue("") String undo) {
        Map<String, Object> model = new HashMap<>(cardsOf(query));
        Plan plan = plans.getCurrent();
        model.put("deepMaps", plan.allowsDeepHeatmaps());
        model.put("maxBytes", plan.maxImageBytes().orElse(Long.MAX_VALUE));
        model.put("maxMegapixels", plan.maxMegapixels());
        model.put("histogram", HistogramView.of(gallery.histogram(query.filter())));
        model.put(
                "uploaders",
                members.listMembers().stream()
                        .map(member -> new FilterOption(PublicId.MEMBER.of(member.person()), member.name()))
                        .toList());
        model.put(
                "batches",
                batches.listBatches(null, SHOWN_BATCHES).stream()
                        .map(status -> new FilterOption(
                                PublicId.BATCH.of(status.batch().id()),
                                status.batch().name()))
                        .toList());
        model.put("removed", removed == null ? 0 : Math.max(0, removed));
        model.put("undo", undo);
        model.put("restorable", RemoveImages.RESTORABLE_SECONDS);
        layout.prepare(request);
        return View.of("gallery", model);
    }

    @GET
    @Path("cards")
    @Transactional
    @RolesAllowed(Permission.READ)
    public View cards(@BeanParam GalleryQuery query) {
        layout.prepare(request);
        return View.of("cards-refreshed", cardsOf(query));
    }

    @POST
    @Path("uploads")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response admit(UploadRequests.@Nullable UploadRequest wanted) {
        return uploadRequests.request(
                wanted, refusal -> ProblemResponses.of(refusal, RequestLanguage.messages(request)));
    }

    @POST
    @Path("analyses")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response analyse(@Nullable AnalysisRequestForm form) {
        Optional<UUID> image = PublicId.IMAGE.parse(form == null ? null : form.imageId());
        if (form == null || image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        AnalysisRequestResult result = requestAnalysis.request(
                image.get(),
                new AnalysisOptions(Boolean.TRUE.equals(form.heatmap()), Boolean.TRUE.equals(form.bulk())));
        if (result instanceof AnalysisRequestResult.Accepted accepted) {
            return Response.accepted(Map.of(
                            "id", PublicId.ANALYSIS.of(accepted.analysis().id())))
                    .build();
        }
        return result instanceof AnalysisRequestResult.Refused refused
                ? ProblemResponses.of(refused.refusal(), RequestLanguage.messages(request))
                : ProblemResponses.notFound();
    }

    private List<ImageCard> cards(Page<GalleryCard> page, GalleryQuery query) {
        List<UUID> images = page.items().stream().map(GalleryCard::image).toList();
        Map<UUID, List<Tags.ImageTag>> tagsOf = images.isEmpty() ? Map.of() : tags.listTagsOf(images);
        Map<UUID, Double> ranks = query.ranksInLibrary() && !images.isEmpty() ? places.rankInLibrary(images) : Map.of();
        return page.items().stream()
                .map(card -> ImageCard.of(card)
                        .with(
                                Optional.ofNullable(ranks.get(card.image())),
                                tagsOf.getOrDefault(card.image(), List.of())))
                .toList();
    }

    private Map<String, Object> cardsOf(GalleryQuery query) {
        GalleryFilter filter = query.filter();
        Page<GalleryCard> page = Page.load(PAGE_SIZE, size -> gallery.listCards(filter, query.position(), size));
        Optional<String> next = page.nextCursor(card -> query.url("/gallery", card.position()));
        Map<String, Object> model = new HashMap<>();
        model.put("cards", cards(page, query));
        model.put("ofPage", query.queryString());
        model.put("progress", gallery.counts());
        model.put("restricted", filter.restricts());
        model.put("matches", filter.restricts() ? gallery.count(filter) : 0L);
        model.put("next", next);
        model.put("first", query.isFirstPage() ? Optional.empty() : Optional.of(query.url("/gallery", null)));
        model.put("refresh", query.url("/gallery/cards"));
        model.put("query", query.values());
        model.put("projects", ProjectOption.of(projects.listProjects()));
        model.put(
                "tags",
                tags.listTags().stream()
                        .map(tag -> new FilterOption(PublicId.TAG.of(tag.id()), tag.name()))
                        .toList());
        model.put("mayUpload", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return model;
    }
}
