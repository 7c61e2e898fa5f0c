package com.engram.portal.gallery;

import com.engram.analysis.BatchStatus;
import com.engram.analysis.Batches;
import com.engram.analysis.SkippedFiles;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.areas.Areas;
import com.engram.images.deletion.RemoveImages;
import com.engram.language.Messages;
import com.engram.library.Benchmark;
import com.engram.library.Place;
import com.engram.library.Projects;
import com.engram.library.Readiness;
import com.engram.library.Tags;
import com.engram.people.Permission;
import com.engram.people.members.Members;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.portal.projects.ProjectOption;
import com.engram.reviews.ReviewState;
import com.engram.reviews.Reviews;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the gallery's template shows. A batch is a filter of the gallery: its page is the gallery of its images below its
 * progress.
 */
@ApplicationScoped
public class GalleryModel {

    private static final int PAGE_SIZE = 40;

    /** The newest batches, which a filter offers. */
    private static final int SHOWN_BATCHES = 30;

    private final Gallery gallery;
    private final Projects projects;
    private final Tags tags;
    private final Areas areas;
    private final Reviews reviews;
    private final Readiness readiness;
    private final GalleryBenchmarks benchmarks;
    private final Batches batches;
    private final SkippedFiles skippedFiles;
    private final Members members;
    private final Plans plans;

    @Inject
    GalleryModel(
            Gallery gallery,
            Projects projects,
            Tags tags,
            Areas areas,
            Reviews reviews,
            Readiness readiness,
            GalleryBenchmarks benchmarks,
            Batches batches,
            SkippedFiles skippedFiles,
            Members members,
            Plans plans) {
        this.gallery = gallery;
        this.projects = projects;
        this.tags = tags;
        this.areas = areas;
        this.reviews = reviews;
        this.readiness = readiness;
        this.benchmarks = benchmarks;
        this.batches = batches;
        this.skippedFiles = skippedFiles;
        this.members = members;
        this.plans = plans;
    }

    /**
     * The page of a batch: the gallery of its images, the most memorable first.
     *
     * @param batch its public id
     */
    public Map<String, Object> ofBatch(String batch, HttpServletRequest request) {
        return ofPage(GalleryQuery.ofBatch(batch), request);
    }

    /**
     * The page of all images, which says why a request failed.
     *
     * @param fault the sentence in the reader's language
     */
    public Map<String, Object> ofFault(String fault, HttpServletRequest request) {
        Map<String, Object> model = ofPage(GalleryQuery.parse(""), request);
        model.put("fault", Optional.of(fault));
        return model;
    }

    /** All that the page needs. */
    Map<String, Object> ofPage(GalleryQuery query, HttpServletRequest request) {
        Map<String, Object> model = new HashMap<>(ofCards(query, request));
        Plan plan = plans.getCurrent();
        model.put("deepMaps", plan.allowsDeepHeatmaps());
        model.put("maxBytes", plan.maxImageBytes().orElse(Long.MAX_VALUE));
        model.put("maxMegapixels", plan.maxMegapixels());
        model.put(
                "histogram",
                HistogramView.of(
                        gallery.histogram(query.filter()),
                        query.filter().withoutScores().restricts()));
        model.put(
                "uploaders",
                members.listMembers().stream()
                        .map(member -> new FilterOption(PublicId.MEMBER.of(member.person()), member.name()))
                        .toList());
        Messages messages = RequestLanguage.messages(request);
        Page<BatchStatus> shown = Page.load(
                SHOWN_BATCHES, size -> batches.listBatches(query.batchesAfter().orElse(null), size));
        model.put("batches", shown.map(status -> BatchView.of(status, messages)).items());
        model.put(
                "olderBatches",
                shown.nextCursor(status ->
                        query.urlOfBatches(PublicId.BATCH.of(status.batch().id()))));
        model.put("projectBenchmarks", benchmarks.options(Benchmark.PROJECT));
        model.put("tagBenchmarks", benchmarks.options(Benchmark.TAG));
        model.put("fault", Optional.empty());
        model.put("removed", 0);
        model.put("undo", "");
        model.put("restorable", RemoveImages.RESTORABLE_SECONDS);
        return model;
    }

    private List<ImageCard> cards(Page<GalleryCard> page, GalleryQuery query) {
        List<UUID> images = page.items().stream().map(GalleryCard::image).toList();
        Map<UUID, List<Tags.ImageTag>> tagsOf = images.isEmpty() ? Map.of() : tags.listTagsOf(images);
        Map<UUID, Place> placeOf = benchmarks.places(query, images);
        Map<UUID, ReviewState> states = reviews.listStates(images);
        Map<UUID, Boolean> ready = readiness.find(images);
        Map<UUID, Double> brandShares = images.isEmpty()
                ? Map.of()
                : areas.findBrandShares(
                        page.items().stream().map(GalleryCard::analysis).toList());
        return page.items().stream()
                .map(card -> ImageCard.of(card)
                        .with(
                                Optional.ofNullable(placeOf.get(card.image())),
                                tagsOf.getOrDefault(card.image(), List.of()),
                                Optional.ofNullable(brandShares.get(card.analysis())))
                        .with(
                                Optional.ofNullable(states.get(card.image())),
                                Optional.ofNullable(ready.get(card.image()))))
                .toList();
    }

    /** What the cards need, and what is refreshed with them. */
    Map<String, Object> ofCards(GalleryQuery query, HttpServletRequest request) {
        GalleryFilter filter = query.filter();
        Page<GalleryCard> page = Page.load(PAGE_SIZE, size -> gallery.listCards(filter, query.position(), size));
        Optional<String> next = page.nextCursor(card -> query.url("/gallery", card.position()));
        Map<String, Object> model = new HashMap<>();
        List<ImageCard> cards = cards(page, query);
        model.put("cards", cards);
        model.put("noPlaces", GalleryBenchmarks.areMissing(query, cards));
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
        model.put("batch", batch(query, RequestLanguage.messages(request)));
        model.put(
                "skipped",
                query.batch().map(skippedFiles::find).orElseGet(() -> new SkippedFiles.Skipped(List.of(), 0, 0)));
        model.put("mayUpload", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return model;
    }

    private Optional<BatchView> batch(GalleryQuery query, Messages messages) {
        return query.batch().flatMap(batches::findBatch).map(status -> BatchView.of(status, messages));
    }
}
