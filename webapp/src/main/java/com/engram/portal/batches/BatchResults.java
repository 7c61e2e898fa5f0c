package com.engram.portal.batches;

import com.engram.analysis.backends.Score;
import com.engram.portal.images.ScoreView;
import com.engram.tenancy.TupleRows;
import com.engram.web.PublicId;
import com.engram.web.pages.ChartView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
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

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /** An image with its score. */
    public record ScoredImage(String href, String filename, ScoreView score) {}

    /** An image without a score, and the reason. */
    public record UnscoredImage(String href, String filename, boolean isRetryable, String reason) {}

    List<ScoredImage> listBest(UUID batch) {
        return TupleRows.of(entities.createNativeQuery("""
                                select i.id, i.filename, a.score, a.interval_low, a.interval_high, a.percentile, a.out_of_domain
                                from analysis a join image i on i.id = a.image_id
                                where a.batch_id = :batch and a.state = 'DONE' order by a.score desc, a.id limit :most
                                """, Tuple.class)
                        .setParameter("batch", batch)
                        .setParameter("most", MAX_BEST))
                .map(row -> new ScoredImage(
                        href(row),
                        row.get(1, String.class),
                        new ScoreView(new Score(
                                number(row, 2),
                                number(row, 3),
                                number(row, 4),
                                number(row, 5),
                                Boolean.TRUE.equals(row.get(6))))))
                .toList();
    }

    List<UnscoredImage> listUnscored(UUID batch) {
        return TupleRows.of(entities.createNativeQuery("""
                                select i.id, i.filename, a.state = 'FAILED', a.problem_detail
                                from analysis a join image i on i.id = a.image_id
                                where a.batch_id = :batch and a.state in ('REJECTED', 'FAILED')
                                order by i.filename, a.id limit :most
                                """, Tuple.class)
                        .setParameter("batch", batch)
                        .setParameter("most", MAX_UNSCORED))
                .map(row -> new UnscoredImage(
                        href(row),
                        row.get(1, String.class),
                        row.get(2, Boolean.class),
                        row.get(3) == null ? "" : row.get(3, String.class)))
                .toList();
    }

    /** A histogram of the scores out of ten, in steps of one. */
    ChartView distribution(UUID batch) {
        Map<Integer, Long> counts = TupleRows.of(
                        entities.createNativeQuery("""
                                select cast(least(9, floor(score * 10)) as int), count(*) from analysis
                                where batch_id = :batch and state = 'DONE' group by 1
                                """, Tuple.class).setParameter("batch", batch))
                .collect(Collectors.toMap(
                        row -> row.get(0, Number.class).intValue(),
                        row -> row.get(1, Number.class).longValue()));
        return new ChartView(
                "distribution",
                "How the scores are spread",
                "bar",
                new ChartView.Axes("score, of 10", "images"),
                List.of(new ChartView.Series("Images", "brand")),
                IntStream.range(0, 10)
                        .mapToObj(from ->
                                new ChartView.Row(from + "–" + (from + 1), List.of(counts.getOrDefault(from, 0L))))
                        .toList());
    }

    private static String href(Tuple row) {
        return "/images/" + PublicId.IMAGE.of(row.get(0, UUID.class));
    }

    private static double number(Tuple row, int column) {
        return row.get(column, Number.class).doubleValue();
    }
}
