package com.engram.portal.compare;

import com.engram.analysis.EarlierResults;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.portal.gallery.ImageCard;
import com.engram.web.results.ComparisonView;
import com.engram.web.results.PairView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The images of a comparison for its page. */
@ApplicationScoped
class CompareModel {

    /** Two pictures have equal shapes if their ratios of width to height differ by less than this part. */
    private static final double EQUAL_SHAPES = 0.02;

    @Inject
    private EarlierResults earlierResults;

    /**
     * An image on the page.
     *
     * @param heatmap the URL of its best heatmap, if there is one
     * @param mapNumbers the URL of the values of its standard heatmap, if there is one: all images have that kind of map
     * @param isBest whether it is decided to be more memorable than each of the others
     * @param pair the image and the one of the highest score; empty for that one
     */
    public record ComparedCard(
            ImageCard card,
            Optional<String> heatmap,
            Optional<String> mapNumbers,
            boolean isBest,
            Optional<PairView> pair) {}

    /** Puts the comparison, its images, and what can be done with them into the model of a page. */
    void put(Map<String, Object> model, List<GalleryCard> cards, Optional<ComparisonView> comparison) {
        List<ComparedCard> images =
                cards.stream().map(card -> toCard(card, comparison)).toList();
        model.put("comparison", comparison);
        model.put("images", images);
        model.put("ids", cards.stream().map(card -> ImageCard.of(card).id()).collect(Collectors.joining(",")));
        model.put("sameShape", haveEqualShapes(cards));
    }

    private ComparedCard toCard(GalleryCard card, Optional<ComparisonView> comparison) {
        ImageCard view = ImageCard.of(card);
        List<HeatmapKind> kinds = Stream.of(HeatmapKind.DEEP, HeatmapKind.DECOMPOSITION)
                .filter(kind -> card.isReady()
                        && earlierResults
                                .findAnalysisWithHeatmap(card.image(), kind)
                                .isPresent())
                .toList();
        return new ComparedCard(
                view,
                kinds.stream().findFirst().map(kind -> view.href() + "/heatmap.png?kind=" + kind.code()),
                kinds.contains(HeatmapKind.DECOMPOSITION)
                        ? Optional.of(view.href() + "/heatmap.json?kind=" + HeatmapKind.DECOMPOSITION.code())
                        : Optional.empty(),
                comparison.filter(shown -> shown.isBest(card.image())).isPresent(),
                comparison.flatMap(shown -> shown.pairWithBest(card.image())));
    }

    /** Whether all images are pictures of one shape, such as variants of one picture. */
    private static boolean haveEqualShapes(List<GalleryCard> cards) {
        List<Double> shapes = cards.stream()
                .flatMap(card -> card.width().stream()
                        .flatMap(width -> card.height().stream()
                                .filter(height -> height > 0)
                                .map(height -> width / (double) height)))
                .toList();
        double least = shapes.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = shapes.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        return shapes.size() == cards.size() && most <= least * (1 + EQUAL_SHAPES);
    }
}
