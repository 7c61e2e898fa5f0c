package com.engram.portal.sharing;

import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.comparisons.Comparisons;
import com.engram.analysis.comparisons.KeptComparison;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.library.Projects;
import com.engram.sharing.SharedResult;
import com.engram.web.PublicId;
import com.engram.web.results.ComparisonView;
import com.engram.web.results.ScoreView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what share links show, in the scope of the tenant that shares it. */
@ApplicationScoped
class SharedResults {

    /** More images of a project are counted only. */
    private static final int MAX_IMAGES = 100;

    @Inject
    private Images images;

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private Comparisons comparisons;

    @Inject
    private Projects projects;

    @Inject
    private Gallery gallery;

    /**
     * An image of a shared comparison or project.
     *
     * @param picture the URL of its picture; empty without one
     * @param heatmap the URL of its heatmap; empty without one, or where it is not shown
     * @param isBest whether it is decided to be more memorable than each of the others of a comparison
     */
    public record SharedImageView(
            String filename,
            Optional<String> picture,
            Optional<String> heatmap,
            Optional<Integer> width,
            Optional<Integer> height,
            Optional<ScoreView> score,
            boolean isBest) {}

    /** The name of the template, and its model without what all shared pages have. */
    record Shown(String template, Map<String, Object> model) {}

    /**
     * What a link shows.
     *
     * @param url the path of the link's page
     */
    Shown show(SharedResult result, String url) {
        return switch (result.kind()) {
            case IMAGE -> showImage(result.id(), url);
            case COMPARISON -> showComparison(result.id(), url);
            case PROJECT -> showProject(result.id(), url);
        };
    }

    /** The image with that public id, if the result contains it. */
    Optional<Image> findImage(SharedResult result, String publicId) {
        return PublicId.IMAGE
                .parse(publicId)
                .filter(image -> contains(result, image))
                .flatMap(images::findImage);
    }

    private boolean contains(SharedResult result, UUID image) {
        return switch (result.kind()) {
            case IMAGE -> result.id().equals(image);
            case COMPARISON ->
                comparisons.findComparison(result.id()).stream()
                        .flatMap(kept -> kept.comparison().images().stream())
                        .anyMatch(compared -> compared.image().equals(image));
            case PROJECT -> projects.findProjectOf(image).equals(Optional.of(result.id()));
        };
    }

    private Shown showImage(UUID id, String url) {
        Image image = images.findImage(id).orElseThrow(NotFoundException::new);
        Map<String, Object> model = new HashMap<>();
        model.put("picture", image.isReady() ? Optional.of(url + "/picture") : Optional.empty());
        model.put(
                "heatmap",
                image.isReady() && earlierResults.findBestHeatmap(id).isPresent()
                        ? Optional.of(url + "/heatmap.png")
                        : Optional.empty());
        model.put("width", image.previewWidth());
        model.put("height", image.previewHeight());
        model.put("score", earlierResults.findShown(id).flatMap(Analysis::score).map(ScoreView::new));
        return new Shown("share", model);
    }

    private Shown showComparison(UUID id, String url) {
        KeptComparison kept = comparisons.findComparison(id).orElseThrow(NotFoundException::new);
        Map<String, Object> model = new HashMap<>();
        model.put("name", kept.name());
        model.put("comparison", ComparisonView.of(kept.comparison()));
        model.put(
                "images",
                kept.comparison().ranking().stream()
                        .flatMap(compared -> images.findImage(compared.image()).stream()
                                .map(image -> toView(image, compared, kept.comparison(), url)))
                        .toList());
        return new Shown("share-comparison", model);
    }

    private SharedImageView toView(Image image, ComparedImage compared, Comparison comparison, String url) {
        String own = url + "/images/" + PublicId.IMAGE.of(image.id());
        boolean hasMap =
                image.isReady() && earlierResults.findBestHeatmap(image.id()).isPresent();
        return new SharedImageView(
                image.filename(),
                image.isReady() ? Optional.of(own + "/picture") : Optional.empty(),
                hasMap ? Optional.of(own + "/heatmap.png") : Optional.empty(),
                image.previewWidth(),
                image.previewHeight(),
                // A comparison ranks nothing among photographs, so its template shows no percentile.
                Optional.of(new ScoreView(
                        new Score(compared.score(), compared.low(), compared.high(), 0, compared.outOfDomain()))),
                comparison.findBest().filter(compared::equals).isPresent());
    }

    private Shown showProject(UUID id, String url) {
        Projects.ProjectSummary project = projects.findProject(id).orElseThrow(NotFoundException::new);
        GalleryFilter filter =
                new GalleryFilter(null, null, id, null, null, null, null, null, null, null, null, GalleryOrder.HIGHEST);
        List<GalleryCard> cards = gallery.listCards(filter, null, MAX_IMAGES);
        Map<String, Object> model = new HashMap<>();
        model.put("project", project);
        model.put("images", cards.stream().map(card -> toView(card, url)).toList());
        model.put("more", Math.max(0, project.images() - cards.size()));
        return new Shown("share-project", model);
    }

    private static SharedImageView toView(GalleryCard card, String url) {
        String own = url + "/images/" + PublicId.IMAGE.of(card.image());
        return new SharedImageView(
                card.filename(),
                card.isReady() ? Optional.of(own + "/thumbnail") : Optional.empty(),
                Optional.empty(),
                card.width(),
                card.height(),
                card.score().map(ScoreView::new),
                false);
    }
}
