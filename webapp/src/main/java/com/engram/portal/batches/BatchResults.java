package com.engram.portal.batches;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.database.Database;
import com.engram.language.Messages;
import com.engram.portal.images.ScoreView;
import com.engram.web.PublicId;
import com.engram.web.pages.ChartView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Results of a batch for its page: a read-only projection over images and analyses. */
@ApplicationScoped
@Transactional
class BatchResults {

    private static final int MAX_BEST = 12;
    private static final int MAX_UNSCORED = 200;

    @Inject
    private Database database;

    /** An image with its score. */
    public record ScoredImage(String href, String filename, ScoreView score) {}

    /**
     * An image without a score, and the reason.
     *
     * @param code of the reason
     * @param reason in English
     */
    public record UnscoredImage(String href, String filename, boolean isRetryable, String code, String reason) {}

    private record ScoredRow(
            UUID id,
            String filename,
            double score,
            double intervalLow,
            double intervalHigh,
            double percentile,
            boolean outOfDomain) {}

    private record UnscoredRow(UUID id, String filename, AnalysisState state, String code, String reason) {}

    private record ScoreCount(int bucket, long images) {}

    /** The images with the highest scores. */
    List<ScoredImage> listBest(UUID batch) {
        return database
                .sql("""
                        select i.id, i.filename, a.score, a.interval_low, a.interval_high, a.percentile,
                          coalesce(a.out_of_domain, false) as out_of_domain
                        from analysis a join image i on i.id = a.image_id
                        where a.batch_id = :batch and a.state = :done order by a.score desc, a.id limit :limit
                        """)
                .bind("batch", batch)
                .bind("done", AnalysisState.DONE)
                .bind("limit", MAX_BEST)
                .list(ScoredRow.class)
                .stream()
                .map(row -> new ScoredImage(
                        href(row.id()),
                        row.filename(),
                        new ScoreView(new Score(
                                row.score(),
                                row.intervalLow(),
                                row.intervalHigh(),
                                row.percentile(),
                                row.outOfDomain()))))
                .toList();
    }

    /** Rejected and failed images, by file name. */
    List<UnscoredImage> listUnscored(UUID batch) {
        return database
                .sql("""
                        select i.id, i.filename, a.state, coalesce(a.problem_code, '') as code,
                          coalesce(a.problem_detail, '') as reason
                        from analysis a join image i on i.id = a.image_id
                        where a.batch_id = :batch and a.state = any(:states)
                        order by i.filename, a.id limit :limit
                        """)
                .bind("batch", batch)
                .bind("states", List.of(AnalysisState.REJECTED, AnalysisState.FAILED))
                .bind("limit", MAX_UNSCORED)
                .list(UnscoredRow.class)
                .stream()
                .map(row -> new UnscoredImage(
                        href(row.id()), row.filename(), row.state() == AnalysisState.FAILED, row.code(), row.reason()))
                .toList();
    }

    /** A histogram of the scores out of ten, in steps of one. */
    ChartView distribution(UUID batch, Messages messages) {
        Map<Integer, Long> counts =
                database.sql("""
                        select cast(least(9, floor(score * 10)) as int) as bucket, count(*) as images from analysis
                        where batch_id = :batch and state = :done group by 1
                        """).bind("batch", batch).bind("done", AnalysisState.DONE).list(ScoreCount.class).stream()
                        .collect(Collectors.toMap(ScoreCount::bucket, ScoreCount::images));
        return new ChartView(
                "distribution",
                messages.text("batches.chart.title"),
                "bar",
                new ChartView.Axes(messages.text("projects.chart.score"), messages.text("common.images")),
                List.of(new ChartView.Series(messages.text("common.images"), "brand")),
                IntStream.range(0, 10)
                        .mapToObj(from ->
                                new ChartView.Row(from + "–" + (from + 1), List.of(counts.getOrDefault(from, 0L))))
                        .toList());
    }

    private static String href(UUID image) {
        return "/images/" + PublicId.IMAGE.of(image);
    }
}
