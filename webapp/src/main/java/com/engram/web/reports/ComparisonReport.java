package com.engram.web.reports;

import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.images.Images;
import com.engram.language.Language;
import com.engram.web.pages.View;
import com.engram.web.results.ComparisonView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The report of a comparison: the images, the verdict, and the probability for each pair. */
@ApplicationScoped
public class ComparisonReport {

    @Inject
    private Images images;

    @Inject
    private ReportImages reportImages;

    @Inject
    private ReportBrand brand;

    @Inject
    private PdfRenderer renderer;

    @Inject
    private Clock clock;

    /**
     * The report as a PDF. Images that were deleted meanwhile are left out of the pictures.
     *
     * @param name of the comparison, if it has one
     */
    public byte[] create(Comparison comparison, Optional<String> name, Language language) {
        List<ReportImage> pictures = comparison.ranking().stream()
                .flatMap(compared -> images.findImage(compared.image()).stream()
                        .map(image -> reportImages.withMap(image, Optional.of(score(compared)))))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("brand", brand.find());
        model.put("now", clock.instant());
        model.put("name", name);
        model.put("images", pictures);
        model.put("comparison", ComparisonView.of(comparison));
        model.put("model", comparison.model().name() + ":" + comparison.model().version());
        return renderer.render(View.of("report/comparison", model), language);
    }

    /** A comparison ranks nothing among photographs, so the percentile is not shown. */
    private static Score score(ComparedImage image) {
        return new Score(image.score(), image.low(), image.high(), 0, image.outOfDomain());
    }
}
