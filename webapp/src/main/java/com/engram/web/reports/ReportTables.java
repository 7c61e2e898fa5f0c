package com.engram.web.reports;

import com.engram.analysis.EarlierResults;
import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.areas.AreaMeasure;
import com.engram.areas.Areas;
import com.engram.areas.MeasuredAreas;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.library.Projects;
import com.engram.library.Readiness;
import com.engram.reviews.ReviewState;
import com.engram.reviews.Reviews;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The numbers of the reports as tables, for spreadsheets. The names of the columns are those of the API. */
@ApplicationScoped
@Transactional
public class ReportTables {

    /** The most images of a project in its table: the most memorable ones. */
    static final int MAX_IMAGES = 10_000;

    private static final List<String> IMAGE_COLUMNS = List.of(
            "part",
            "name",
            "kind",
            "score",
            "intervalLow",
            "intervalHigh",
            "percentile",
            "outOfDomain",
            "share",
            "surface",
            "effect");

    private static final List<String> PAIR_COLUMNS = List.of(
            "first",
            "second",
            "firstScore",
            "secondScore",
            "difference",
            "intervalLow",
            "intervalHigh",
            "probability",
            "verdict");

    private static final List<String> PROJECT_COLUMNS = List.of(
            "imageId",
            "filename",
            "score",
            "intervalLow",
            "intervalHigh",
            "percentile",
            "outOfDomain",
            "brandShare",
            "ready",
            "review");

    private final Images images;
    private final EarlierResults earlierResults;
    private final Areas areas;
    private final Projects projects;
    private final Readiness readiness;
    private final Reviews reviews;
    private final Gallery gallery;

    @Inject
    ReportTables(
            Images images,
            EarlierResults earlierResults,
            Areas areas,
            Projects projects,
            Readiness readiness,
            Reviews reviews,
            Gallery gallery) {
        this.images = images;
        this.earlierResults = earlierResults;
        this.areas = areas;
        this.projects = projects;
        this.readiness = readiness;
        this.reviews = reviews;
        this.gallery = gallery;
    }

    /** The image, its brand areas together, and each of its areas; empty if there is no such image or it has no score. */
    public Optional<ReportTable> findImage(UUID id) {
        return images.findImage(id)
                .flatMap(image -> earlierResults
                        .findShown(id)
                        .flatMap(analysis -> analysis.score())
                        .map(score -> new ReportTable(image.filename(), IMAGE_COLUMNS, imageRows(image, score))));
    }

    private List<@Nullable Object[]> imageRows(Image image, Score score) {
        MeasuredAreas measured = areas.measure(image.id());
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {
            "image",
            image.filename(),
            null,
            rounded(score.value()),
            rounded(score.low()),
            rounded(score.high()),
            rounded(score.percentile()),
            score.outOfDomain(),
            null,
            null,
            null
        });
        measured.brand().ifPresent(brand -> rows.add(areaRow("brand", null, null, brand)));
        measured.areas()
                .forEach(each -> rows.add(
                        areaRow("area", each.area().name(), each.area().kind().code(), each.measure())));
        return rows;
    }

    private static @Nullable Object[] areaRow(
            String part, @Nullable String name, @Nullable String kind, AreaMeasure measure) {
        return new @Nullable Object[] {
            part,
            name,
            kind,
            null,
            null,
            null,
            null,
            null,
            measure.share().map(ReportTables::rounded).orElse(null),
            rounded(measure.surface()),
            measure.effect().map(ReportTables::rounded).orElse(null)
        };
    }

    /** Every pair of a comparison, the higher score first. */
    public static ReportTable ofComparison(Comparison comparison, String name) {
        return new ReportTable(
                name,
                PAIR_COLUMNS,
                comparison.pairs().stream()
                        .map(ComparedPair::higherFirst)
                        .map(ReportTables::pairRow)
                        .toList());
    }

    private static @Nullable Object[] pairRow(ComparedPair pair) {
        ComparedImage first = pair.first();
        ComparedImage second = pair.second();
        return new @Nullable Object[] {
            first.filename(),
            second.filename(),
            rounded(first.score()),
            rounded(second.score()),
            rounded(pair.difference()),
            rounded(pair.low()),
            rounded(pair.high()),
            rounded(pair.probability()),
            pair.sentence()
        };
    }

    /** The images of a project, the most memorable first; empty if there is no such project. */
    public Optional<ReportTable> findProject(UUID id) {
        return projects.findProject(id)
                .map(project -> new ReportTable(project.name(), PROJECT_COLUMNS, projectRows(id)));
    }

    private List<@Nullable Object[]> projectRows(UUID project) {
        GalleryFilter filter = new GalleryFilter(
                null, null, project, null, null, null, null, null, null, null, null, GalleryOrder.HIGHEST);
        List<GalleryCard> cards = gallery.listCards(filter, null, MAX_IMAGES);
        List<UUID> ids = cards.stream().map(GalleryCard::image).toList();
        Map<UUID, Double> brandShares =
                areas.findBrandShares(cards.stream().map(GalleryCard::analysis).toList());
        Map<UUID, Boolean> ready = readiness.find(ids);
        Map<UUID, ReviewState> states = reviews.listStates(ids);
        return cards.stream()
                .map(card -> new @Nullable Object[] {
                    PublicId.IMAGE.of(card.image()),
                    card.filename(),
                    card.score().map(score -> rounded(score.value())).orElse(null),
                    card.score().map(score -> rounded(score.low())).orElse(null),
                    card.score().map(score -> rounded(score.high())).orElse(null),
                    card.score().map(score -> rounded(score.percentile())).orElse(null),
                    card.score().map(Score::outOfDomain).orElse(null),
                    Optional.ofNullable(brandShares.get(card.analysis()))
                            .map(ReportTables::rounded)
                            .orElse(null),
                    ready.get(card.image()),
                    states.getOrDefault(card.image(), ReviewState.DRAFT).code()
                })
                .toList();
    }

    /** Rounds to five decimals, as the API does. */
    private static Double rounded(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }
}
