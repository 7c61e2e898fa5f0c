package com.engram.analysis;

import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.estimates.ImageWarning;
import com.engram.analysis.scorers.estimates.Score;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scorer found out about an image, and how it was found: the score, the model, the backend and the time taken.
 * A value of {@link Analysis}, so that an analysis of the same bytes can take over the result of an earlier one.
 *
 * @param scoreMillis duration of the scoring in milliseconds; 0 for a reused result
 * @param heatmapMillis duration of the deep heatmap in milliseconds; null without one, 0 for a reused one
 * @param warnings what a user should know about how the image was read, as JSON; null if there is nothing
 */
@Embeddable
record AnalysisResult(
        @Nullable Float score,
        @Nullable Float intervalLow,
        @Nullable Float intervalHigh,
        @Nullable Float percentile,
        @Nullable Boolean outOfDomain,
        @Nullable String modelName,
        @Nullable String modelVersion,
        @Nullable String backend,
        @Nullable Integer scoreMillis,
        @Nullable Integer heatmapMillis,
        @Nullable String warnings) {

    static AnalysisResult of(Outcome.Scored scored, String backend) {
        Score score = scored.score();
        return new AnalysisResult(
                (float) score.value(),
                (float) score.low(),
                (float) score.high(),
                (float) score.percentile(),
                score.outOfDomain(),
                scored.model().name(),
                scored.model().version(),
                backend,
                scored.millis(),
                null,
                ImageWarning.toJson(scored.warnings()));
    }

    AnalysisResult withHeatmap(int millis) {
        return withTimes(scoreMillis, millis);
    }

    /** The same result for another analysis, which took no time. */
    AnalysisResult reused(boolean withDeepHeatmap) {
        return withTimes(0, withDeepHeatmap ? 0 : null);
    }

    private AnalysisResult withTimes(@Nullable Integer scoring, @Nullable Integer heatmap) {
        return new AnalysisResult(
                score,
                intervalLow,
                intervalHigh,
                percentile,
                outOfDomain,
                modelName,
                modelVersion,
                backend,
                scoring,
                heatmap,
                warnings);
    }

    List<ImageWarning> toWarnings() {
        return ImageWarning.ofJson(warnings);
    }

    Optional<Score> toScore() {
        return score == null || intervalLow == null || intervalHigh == null || percentile == null
                ? Optional.empty()
                : Optional.of(
                        new Score(score, intervalLow, intervalHigh, percentile, Boolean.TRUE.equals(outOfDomain)));
    }

    Optional<Model> toModel() {
        return modelName == null || modelVersion == null
                ? Optional.empty()
                : Optional.of(new Model(modelName, modelVersion));
    }
}
