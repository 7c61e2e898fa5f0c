package com.engram.portal.images;

import com.engram.analysis.AnalysisState;
import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** The newest score of an image by each model that has scored it: a read-only projection of analyses. */
@ApplicationScoped
@Transactional
class ModelHistory {

    @Inject
    private Database database;

    private record Row(
            String model,
            String version,
            double score,
            double low,
            double high,
            double percentile,
            Instant finishedAt) {}

    /**
     * The score by one model.
     *
     * @param score 0 to 10, like the two ends of its interval
     */
    public record ModelScore(
            String model, double score, double low, double high, double percentile, OffsetDateTime finishedAt) {}

    /** The scores, the newest first. */
    List<ModelScore> listScores(UUID image) {
        return database.sql("""
            select model, version, score, low, high, percentile, finished_at from (
              select distinct on (model_name, model_version) model_name as model, model_version as version, score,
                interval_low as low, interval_high as high, percentile, finished_at
              from analysis where image_id = :image and state = :done and finished_at is not null
              order by model_name, model_version, finished_at desc) newest
            order by finished_at desc
            """).bind("image", image).bind("done", AnalysisState.DONE).list(Row.class).stream()
                .map(row -> new ModelScore(
                        row.model() + " " + row.version(),
                        10 * row.score(),
                        10 * row.low(),
                        10 * row.high(),
                        row.percentile(),
                        row.finishedAt().atOffset(ZoneOffset.UTC)))
                .toList();
    }
}
