package com.engram.web.reports;

import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.areas.Areas;
import com.engram.areas.MeasuredAreas;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.language.Language;
import com.engram.library.Benchmark;
import com.engram.library.Places;
import com.engram.web.pages.View;
import com.engram.web.results.PlaceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The report of one image: its score, its places, and its heatmap. */
@ApplicationScoped
public class ImageReport {

    private static final Set<Benchmark> OWN_BENCHMARKS = Set.of(Benchmark.LIBRARY, Benchmark.PROJECT);

    @Inject
    private Images images;

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private Places places;

    @Inject
    private Areas areas;

    @Inject
    private ReportImages reportImages;

    @Inject
    private ReportBrand brand;

    @Inject
    private PdfRenderer renderer;

    @Inject
    private Clock clock;

    /** The report as a PDF; empty if the image does not exist or has no score. */
    public Optional<byte[]> find(UUID id, Language language) {
        return images.findImage(id)
                .flatMap(image -> earlierResults
                        .findShown(image.id())
                        .filter(analysis -> analysis.score().isPresent())
                        .map(analysis -> renderer.render(view(image, analysis), language)));
    }

    private View view(Image image, Analysis analysis) {
        Map<String, Object> model = new HashMap<>();
        model.put("brand", brand.find());
        model.put("now", clock.instant());
        model.put("image", reportImages.withMap(image, analysis.score()));
        model.put(
                "places",
                analysis.score()
                        .map(score -> places.listPlaces(image.id(), score, OWN_BENCHMARKS).stream()
                                .map(PlaceView::new)
                                .toList())
                        .orElse(List.of()));
        MeasuredAreas measured = areas.measure(image.id());
        model.put("areas", measured.areas().stream().map(ReportArea::of).toList());
        model.put("brandShare", measured.brand().map(ReportArea::of));
        model.put(
                "model",
                analysis.model().map(used -> used.name() + ":" + used.version()).orElse(""));
        return View.of("report/image", model);
    }
}
