package com.engram.api.analyses;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.HeatmapSize;
import com.engram.areas.Areas;
import com.engram.library.Benchmark;
import com.engram.library.ChannelPlaces.ChannelPlace;
import com.engram.library.Place;
import com.engram.library.Readiness;
import com.engram.web.PublicId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An analysis in the API.
 *
 * @param brandShare the share of the heatmap's positive values within all logos, products and claims that are drawn on the
 *     image, 0..1; null without such an area
 * @param ready whether the image has reached the threshold of its project; null if that cannot be said
 * @param status where the analysis is; {@code done}, {@code rejected} and {@code failed} are final
 * @param heatmap the best heatmap; null without one
 * @param receipt what was charged; null until the analysis is finished
 * @param problem why there is no result; null unless the status is {@code rejected} or {@code failed}
 * @param warnings what to know about how the image was read
 * @param places where the score stands in benchmarks; null unless the request asks for them
 */
public record AnalysisJson(
        String id,
        String imageId,
        @Nullable String batchId,
        String status,
        @Nullable ScoreJson score,
        @Nullable HeatmapLink heatmap,
        @Nullable ModelJson model,
        @Nullable Receipt receipt,
        @Nullable ProblemJson problem,
        List<WarningJson> warnings,
        @Nullable List<PlaceJson> places,

        @Schema(
                description = "Brand stickiness: the share of the map's positive values within all areas of the kinds"
                        + " logo, product and claim together, overlaps counted once. Null without such an area.",
                example = "0.31",
                minimum = "0",
                maximum = "1",
                nullable = true)
        @Nullable Double brandShare,

        @Schema(
                description =
                        "Whether the image has reached the threshold of its project, by its current score. Null without"
                                + " a project, a threshold or a score, and if the project's benchmark has fewer than 30 scores.",
                nullable = true)
        @Nullable Boolean ready,

        String createdAt,
        @Nullable String finishedAt) {

    /** The benchmark of the crops for a channel. */
    static final String CHANNEL = "channel";

    /**
     * The score; {@code value} and {@code interval} are expected hit rates, 0..1.
     *
     * @param value the expected hit rate, 0..1
     * @param percentile the share of published photographs with a lower score, in percent
     */
    public record ScoreJson(
            double value, double outOf10, double percentile, List<Double> interval, boolean outOfDomain) {}

    /**
     * The URL of the heatmap, and its size in cells.
     *
     * @param rows the number of rows of cells
     * @param columns the number of columns of cells
     */
    public record HeatmapLink(String url, int rows, int columns) {}

    /** The model that scored. */
    public record ModelJson(String name, String version) {}

    /**
     * The credits charged, the backend that scored, and how long it took.
     *
     * @param credits the credits charged; 0 for an image with a result that could be reused
     * @param backend the backend that scored
     * @param scoreMillis the milliseconds that the score took
     * @param heatmapMillis the milliseconds that the deep map took
     */
    public record Receipt(
            int credits,
            @Nullable String backend,
            @Nullable Integer scoreMillis,
            @Nullable Integer heatmapMillis) {}

    /** Why there is no result. */
    public record ProblemJson(String code, String detail) {}

    /** What a user should know about how the image was read. */
    public record WarningJson(String code, String detail) {}

    /**
     * Where the image stands in a benchmark: the share of its results that are lower, in percent.
     *
     * @param benchmark {@code photographs}, {@code library}, {@code project}, {@code tag} or {@code channel}
     * @param projectId the project; null for the others
     * @param tagId the tag; null for the others
     * @param channel the code of the channel in which the image's crop has this place; null for the others
     * @param count how many results the benchmark has; null for a published distribution
     * @param percentile the share of the benchmark's results that are lower, in percent
     */
    public record PlaceJson(
            String benchmark,
            @Nullable String projectId,
            @Nullable String tagId,
            @Nullable String channel,
            double percentile,
            @Nullable Long count) {

        static PlaceJson of(Place place) {
            return new PlaceJson(
                    place.benchmark().code(),
                    idIn(place, Benchmark.PROJECT, PublicId.PROJECT),
                    idIn(place, Benchmark.TAG, PublicId.TAG),
                    null,
                    Math.round(place.percentile() * 10) / 10.0,
                    place.results().orElse(null));
        }

        static PlaceJson of(ChannelPlace place) {
            return new PlaceJson(
                    CHANNEL, null, null, place.channel(), Math.round(place.percentile() * 10) / 10.0, place.results());
        }

        private static @Nullable String idIn(Place place, Benchmark benchmark, PublicId kind) {
            return place.group()
                    .filter(group -> place.benchmark() == benchmark)
                    .map(group -> kind.of(group.id()))
                    .orElse(null);
        }
    }

    /** The same analysis with the places of its image. */
    AnalysisJson withPlaces(List<PlaceJson> found) {
        return new AnalysisJson(
                id,
                imageId,
                batchId,
                status,
                score,
                heatmap,
                model,
                receipt,
                problem,
                warnings,
                found,
                brandShare,
                ready,
                createdAt,
                finishedAt);
    }

    /** Analyses in the given order. */
    public static List<AnalysisJson> of(Analyses analyses, Areas areas, Readiness readiness, List<Analysis> listed) {
        Map<UUID, HeatmapSize> maps = analyses.findBestHeatmapSizes(listed);
        Map<UUID, Double> brandShares =
                areas.findBrandShares(listed.stream().map(Analysis::id).toList());
        Map<UUID, Boolean> ready =
                readiness.find(listed.stream().map(Analysis::image).distinct().toList());
        return listed.stream()
                .map(analysis -> of(
                        analysis,
                        Optional.ofNullable(maps.get(analysis.id())),
                        Optional.ofNullable(brandShares.get(analysis.id())),
                        Optional.ofNullable(ready.get(analysis.image()))))
                .toList();
    }

    /** An analysis with the URL of its best heatmap, if there is one. */
    public static AnalysisJson of(Analyses analyses, Areas areas, Readiness readiness, Analysis analysis) {
        return of(analyses, areas, readiness, List.of(analysis)).get(0);
    }

    private static AnalysisJson of(
            Analysis analysis, Optional<HeatmapSize> map, Optional<Double> brandShare, Optional<Boolean> ready) {
        String id = PublicId.ANALYSIS.of(analysis.id());
        return new AnalysisJson(
                id,
                PublicId.IMAGE.of(analysis.image()),
                analysis.batch().map(PublicId.BATCH::of).orElse(null),
                analysis.state().code(),
                scoreOf(analysis),
                map.map(size -> new HeatmapLink("/api/v1/analyses/" + id + "/heatmap", size.rows(), size.columns()))
                        .orElse(null),
                analysis.model()
                        .map(model -> new ModelJson(model.name(), model.version()))
                        .orElse(null),
                receiptOf(analysis),
                analysis.problemCode()
                        .map(code ->
                                new ProblemJson(code, analysis.problemDetail().orElse("")))
                        .orElse(null),
                analysis.warnings().stream()
                        .map(warning -> new WarningJson(warning.code(), warning.detail()))
                        .toList(),
                null,
                brandShare.map(AnalysisJson::rounded).orElse(null),
                ready.orElse(null),
                analysis.createdAt().toString(),
                analysis.finishedAt().map(Object::toString).orElse(null));
    }

    private static @Nullable ScoreJson scoreOf(Analysis analysis) {
        return analysis.score()
                .map(score -> new ScoreJson(
                        rounded(score.value()),
                        score.outOfTen(),
                        Math.round(score.percentile() * 10) / 10.0,
                        List.of(rounded(score.low()), rounded(score.high())),
                        score.outOfDomain()))
                .orElse(null);
    }

    private static @Nullable Receipt receiptOf(Analysis analysis) {
        return analysis.state().isFinal()
                ? new Receipt(
                        analysis.credits().orElse(0),
                        analysis.backend().orElse(null),
                        analysis.scoreMillis().orElse(null),
                        analysis.heatmapMillis().orElse(null))
                : null;
    }

    /** Rounds to five decimals, which is more precise than the model. */
    private static double rounded(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }
}
