package com.engram.remote;

import com.engram.client.analyses.Analysis;
import com.engram.client.analyses.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of an image.
 *
 * @param analysis null if it was refused before there was any
 * @param error why there is no score; null if there is one
 */
record ScoredImage(
        String image, @Nullable Analysis analysis, @Nullable String error) {

    static final List<String> COLUMNS =
            List.of("image", "score", "interval", "percentile", "status", "model", "imageId", "analysisId", "error");

    static ScoredImage of(String image, Analysis analysis) {
        Analysis.Note problem = analysis.problem();
        String error = analysis.status().isFinal()
                ? problem == null ? null : problem.code() + ": " + problem.detail()
                : "not finished in time";
        return new ScoredImage(image, analysis, error);
    }

    static ScoredImage refused(String image, String error) {
        return new ScoredImage(image, null, error);
    }

    boolean hasScore() {
        return analysis != null && analysis.score() != null && error == null;
    }

    void addTo(Rows rows) {
        Score score = analysis == null ? null : analysis.score();
        Analysis.Model model = analysis == null ? null : analysis.model();
        rows.add(
                image,
                score == null ? null : score.value(),
                score == null ? null : score.interval(),
                score == null ? null : score.percentile(),
                analysis == null ? "refused" : analysis.status().code(),
                model == null ? null : model.name() + ":" + model.version(),
                analysis == null ? null : analysis.imageId(),
                analysis == null ? null : analysis.id(),
                error);
    }
}
