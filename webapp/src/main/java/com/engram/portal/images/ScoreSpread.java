package com.engram.portal.images;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.Gallery.ScoreBin;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.language.Messages;
import com.engram.library.Place;
import com.engram.web.pages.ChartView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the scores of the library and of a project are spread, as a chart that marks the score of one image. */
@ApplicationScoped
class ScoreSpread {

    /** Bars of half a point. */
    private static final int BINS = 20;

    @Inject
    private Gallery gallery;

    private record Group(String name, String tone, List<Double> shares) {}

    /**
     * The chart; empty if the library has too few scores for places.
     *
     * @param project the image's project
     * @param score 0 to 1
     * @param ten the same out of ten, in the reader's language
     */
    Optional<ChartView> chart(Optional<UUID> project, double score, String ten, Messages messages) {
        List<Group> groups = new ArrayList<>();
        group(GalleryFilter.ALL, messages.text("image.spread.library"), "brand").ifPresent(groups::add);
        project.flatMap(id -> group(of(id), messages.text("image.spread.project"), "soft"))
                .ifPresent(groups::add);
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        int own = Math.min(BINS - 1, (int) Math.floor(score * BINS));
        return Optional.of(new ChartView(
                "spread",
                messages.text("image.spread", ten),
                "bars",
                new ChartView.Axes(messages.text("image.spread.score"), messages.text("image.spread.share")),
                groups.stream()
                        .map(group -> new ChartView.Series(group.name(), group.tone()))
                        .toList(),
                IntStream.range(first(groups), last(groups) + 1)
                        .mapToObj(bin -> new ChartView.Row(
                                bin == own ? "\u25b2 " + ten : String.valueOf(10.0 * bin / BINS),
                                groups.stream()
                                        .<Number>map(group -> group.shares().get(bin))
                                        .toList()))
                        .toList()));
    }

    private static GalleryFilter of(UUID project) {
        return new GalleryFilter(
                null, null, project, null, null, null, null, null, null, null, null, GalleryOrder.NEWEST);
    }

    private Optional<Group> group(GalleryFilter filter, String name, String tone) {
        Map<Integer, Long> images = gallery.histogram(filter).stream()
                .collect(Collectors.groupingBy(
                        bin -> bin.bin() * BINS / Gallery.BINS, Collectors.summingLong(ScoreBin::images)));
        long all = images.values().stream().mapToLong(Long::longValue).sum();
        return all < Place.MIN_RESULTS
                ? Optional.empty()
                : Optional.of(new Group(
                        name,
                        tone,
                        IntStream.range(0, BINS)
                                .mapToObj(bin -> Math.round(1000.0 * images.getOrDefault(bin, 0L) / all) / 10.0)
                                .toList()));
    }

    /** Bars at the ends that nothing has are left out. */
    private static int first(List<Group> groups) {
        return IntStream.range(0, BINS)
                .filter(bin -> groups.stream().anyMatch(group -> group.shares().get(bin) > 0))
                .min()
                .orElse(0);
    }

    private static int last(List<Group> groups) {
        return IntStream.range(0, BINS)
                .filter(bin -> groups.stream().anyMatch(group -> group.shares().get(bin) > 0))
                .max()
                .orElse(BINS - 1);
    }
}
