package com.engram.inference.serving;

import com.engram.inference.image.Derivative;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.Manifest;
import com.engram.inference.model.StoredFeatures;
import com.engram.inference.scoring.Analysis;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response to a successful invocation.
 *
 * @param score 0 to 1
 * @param interval lower and upper end of the 90 % interval of the true hit rate
 * @param percentile the percentile among photographs, 0 to 100
 * @param width of the upright image in pixels
 * @param height of the upright image in pixels
 * @param previewWidth in pixels; null if there is no preview
 * @param previewHeight in pixels; null if there is no preview
 * @param outOfDomain see {@link com.engram.inference.scoring.Score#outOfDomain}
 * @param sha256 the hash of the file, hexadecimal
 * @param features to compare the image later with {@code task=compare}, base64; null if the model cannot compare images or the
 *     image shows nothing
 * @param model the model that computed the score
 * @param heatmap the deep map if it was requested, otherwise the decomposition
 * @param warnings what a user should know about how the image was read; absent if there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ScoreResponse(
        double score,
        List<Double> interval,
        double percentile,
        int width,
        int height,
        @Nullable Integer previewWidth,
        @Nullable Integer previewHeight,
        boolean outOfDomain,
        String sha256,
        byte @Nullable [] features,
        Model model,
        Heatmap heatmap,
        @Nullable List<Warning> warnings) {

    /** A model by name and version. */
    record Model(String name, String version) {}

    /** A warning: its stable code, and a sentence for the sender of the image. */
    record Warning(String code, String detail) {}

    /** The response for an analysis by the model with that manifest. */
    static ScoreResponse of(Analysis analysis, Manifest manifest) {
        return new ScoreResponse(
                analysis.score().value(),
                List.of(analysis.score().lower(), analysis.score().upper()),
                analysis.score().percentile(),
                analysis.width(),
                analysis.height(),
                analysis.preview().map(Derivative::width).orElse(null),
                analysis.preview().map(Derivative::height).orElse(null),
                analysis.score().outOfDomain(),
                analysis.sha256(),
                analysis.score().features().map(StoredFeatures::toBytes).orElse(null),
                new Model(manifest.name(), manifest.version()),
                analysis.heatmap(),
                analysis.warnings().isEmpty() ? null : warnings(analysis));
    }

    private static List<Warning> warnings(Analysis analysis) {
        return analysis.warnings().stream()
                .map(warning -> new Warning(warning.code().code(), warning.detail()))
                .toList();
    }
}
