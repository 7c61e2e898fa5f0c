package com.engram.analysis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pictures of the entered tenant with their newest result: one query for one page of the gallery. */
@ApplicationScoped
@Transactional
public class Gallery {

    private static final String CARDS = """
            select i.id, i.filename, i.state = 'READY', a.id as analysis, a.state, a.score, a.percentile, a.problem_detail
            from image i join lateral (
              select * from analysis n where n.image_id = i.id order by n.created_at desc, n.id desc limit 1) a on true
            where (cast(:before as uuid) is null or i.id < :before)
            order by i.id desc
            limit :limit
            """;

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    /**
     * A picture in the gallery.
     *
     * @param isReady whether its thumbnail can be shown
     * @param scoreOutOfTen 0.0..10.0, once there is a score
     * @param percentile 0..100, once there is a score
     * @param problem what went wrong, for people
     */
    public record Card(
            UUID image,
            String filename,
            boolean isReady,
            UUID analysis,
            State state,
            Optional<Double> scoreOutOfTen,
            Optional<Double> percentile,
            Optional<String> problem) {}

    /** How many pictures are in which state of their newest analysis. */
    public record Progress(long waiting, long done, long rejected) {}

    /** A page, the newest first, from behind the given picture on. */
    @SuppressWarnings("unchecked")
    public List<Card> listCards(@Nullable UUID before, int limit) {
        Stream<Object[]> rows = entities.createNativeQuery(CARDS)
                .setParameter("before", before)
                .setParameter("limit", limit)
                .getResultStream();
        return rows.map(Gallery::card).toList();
    }

    /** How far the tenant's analyses are. */
    public Progress progress() {
        Object[] row = (Object[]) entities.createNativeQuery("""
                        select count(*) filter (where state in ('QUEUED', 'SCORING', 'MAPPING')),
                          count(*) filter (where state = 'DONE'), count(*) filter (where state in ('REJECTED', 'FAILED'))
                        from analysis
                        """).getSingleResult();
        return new Progress(
                ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).longValue());
    }

    private static Card card(Object[] row) {
        return new Card(
                (UUID) row[0],
                (String) row[1],
                (Boolean) row[2],
                (UUID) row[3],
                State.valueOf((String) row[4]),
                Optional.ofNullable((Number) row[5]).map(score -> Math.round(score.doubleValue() * 100) / 10.0),
                Optional.ofNullable((Number) row[6]).map(Number::doubleValue),
                Optional.ofNullable((String) row[7]));
    }
}
