package com.engram.analysis.reports;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.backends.Score;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of the entered tenant with their newest result: one query for one page of the gallery. What we score again
 * on our own account shows when it is done.
 */
@ApplicationScoped
@Transactional
public class Gallery {

    private static final String COLUMNS = """
            select i.id, i.filename, i.state = 'READY', a.id, a.state, a.score, a.interval_low, a.interval_high,
              a.percentile, a.out_of_domain, a.problem_detail, i.preview_width, i.preview_height
            """;

    private static final String PICTURES = """
            from image i join lateral (
              select * from analysis n where n.image_id = i.id
              order by (n.free and n.state <> 'DONE'), n.created_at desc, n.id desc limit 1) a on true
            """;

    private final EntityManager entities;

    @Inject
    Gallery(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A picture in the gallery.
     *
     * @param isReady whether its preview and thumbnail can be shown
     * @param score once there is one
     * @param problem what went wrong, for people
     * @param width of the preview in pixels, once it is ready, like its height
     */
    public record Card(
            UUID image,
            String filename,
            boolean isReady,
            UUID analysis,
            AnalysisState state,
            Optional<Score> score,
            Optional<String> problem,
            Optional<Integer> width,
            Optional<Integer> height) {

        /** 0..100, once there is a score. */
        public Optional<Double> percentile() {
            return score.map(Score::percentile);
        }
    }

    /** How many pictures are in which state of their newest analysis. */
    public record Progress(long waiting, long done, long rejected) {}

    /** A page of those that the filter lets through, in its order, from behind the given picture on. */
    public List<Card> listCards(GalleryFilter filter, @Nullable UUID after, int limit) {
        String behind = after == null ? "" : " and " + filter.sort().behind();
        Query query = bound(
                COLUMNS + PICTURES + "where " + filter.condition() + behind + " order by "
                        + filter.sort().order() + " limit :limit",
                filter);
        query.setParameter("limit", limit);
        if (after != null) {
            query.setParameter("after", after);
        }
        return TupleRows.of(query).map(Gallery::card).toList();
    }

    /** Those of the pictures that there are, in the order in which they are named. */
    public List<Card> listCards(List<UUID> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        Map<UUID, Card> found = TupleRows.of(
                        entities.createNativeQuery(COLUMNS + PICTURES + "where i.id in (:images)", Tuple.class)
                                .setParameter("images", images))
                .map(Gallery::card)
                .collect(java.util.stream.Collectors.toMap(Card::image, card -> card));
        return images.stream().filter(found::containsKey).map(found::get).toList();
    }

    /** How many pictures the filter lets through. */
    public long count(GalleryFilter filter) {
        Tuple row = TupleRows.of(bound("select count(*) " + PICTURES + "where " + filter.condition(), filter))
                .findFirst()
                .orElseThrow();
        return row.get(0, Number.class).longValue();
    }

    /** How far the tenant's pictures are. */
    public Progress progress() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*) filter (where a.state in ('QUEUED', 'SCORING', 'MAPPING')),
                          count(*) filter (where a.state = 'DONE'),
                          count(*) filter (where a.state in ('REJECTED', 'FAILED'))
                        """ + PICTURES).getSingleResult();
        return new Progress(
                ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).longValue());
    }

    private Query bound(String sql, GalleryFilter filter) {
        Query query = entities.createNativeQuery(sql, Tuple.class);
        filter.values().forEach(query::setParameter);
        return query;
    }

    private static Card card(Tuple row) {
        return new Card(
                row.get(0, UUID.class),
                row.get(1, String.class),
                row.get(2, Boolean.class),
                row.get(3, UUID.class),
                AnalysisState.valueOf(row.get(4, String.class)),
                score(row),
                Optional.ofNullable(row.get(10, String.class)),
                Optional.ofNullable(row.get(11, Integer.class)),
                Optional.ofNullable(row.get(12, Integer.class)));
    }

    private static Optional<Score> score(Tuple row) {
        return row.get(5) == null
                ? Optional.empty()
                : Optional.of(new Score(
                        number(row, 5),
                        number(row, 6),
                        number(row, 7),
                        number(row, 8),
                        Boolean.TRUE.equals(row.get(9))));
    }

    private static double number(Tuple row, int column) {
        return row.get(column, Number.class).doubleValue();
    }
}
