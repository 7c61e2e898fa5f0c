package com.engram.api.analyses;

import com.engram.analysis.Analysis;
import com.engram.analysis.backends.HeatmapGrid;
import com.engram.web.PublicId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An analysis in the API. */
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
        String createdAt,
        @Nullable String finishedAt) {

    /** The score; {@code value} and {@code interval} are expected hit rates, 0..1. */
    public record ScoreJson(
            double value, double outOf10, double percentile, List<Double> interval, boolean outOfDomain) {}

    /** The URL of the heatmap, and its size in cells. */
    public record HeatmapLink(String url, int rows, int columns) {}

    /** The model that scored. */
    public record ModelJson(String name, String version) {}

    /** The credits charged, the backend that scored, and how long it took. */
    public record Receipt(
            int credits,
            @Nullable String backend,
            @Nullable Integer scoreMillis,
            @Nullable Integer heatmapMillis) {}

    /** Why there is no result. */
    public record ProblemJson(String code, String detail) {}

    /** What a user should know about how the image was read. */
    public record WarningJson(String code, String detail) {}

    /** An analysis with its best heatmap, if there is one. */
    public static AnalysisJson of(Analysis analysis, Optional<HeatmapGrid> map) {
        String id = PublicId.ANALYSIS.of(analysis.id());
        return new AnalysisJson(
                id,
                PublicId.IMAGE.of(analysis.image()),
                analysis.batch().map(PublicId.BATCH::of).orElse(null),
                analysis.state().code(),
                scoreOf(analysis),
                map.map(grid -> new HeatmapLink("/api/v1/analyses/" + id + "/heatmap", grid.rows(), grid.columns()))
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
