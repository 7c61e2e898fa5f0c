package com.engram.inference.serving;

import com.engram.inference.image.Derivative;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.Manifest;
import com.engram.inference.scoring.Analysis;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worker's answer, as it goes over the wire.
 *
 * @param score 0..1
 * @param interval lower and upper end of the 90 % interval
 * @param percentile place among photographs, 0..100
 * @param width of the upright image
 * @param height of the upright image
 * @param previewWidth of the preview, if one was written
 * @param previewHeight of the preview, if one was written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScoreResponse(
        double score,
        List<Double> interval,
        double percentile,
        int width,
        int height,
        @Nullable Integer previewWidth,
        @Nullable Integer previewHeight,
        boolean outOfDomain,
        String sha256,
        Model model,
        Heatmap heatmap) {

    /** The model that answered. */
    public record Model(String name, String version) {}

    /** The answer for an analysis by the model of that manifest. */
    public static ScoreResponse of(Analysis analysis, Manifest manifest) {
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
                new Model(manifest.name(), manifest.version()),
                analysis.heatmap());
    }
}
