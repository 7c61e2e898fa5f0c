package com.engram.analysis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Batches of the entered tenant with how far they are, for reading. */
@ApplicationScoped
@Transactional
public class Batches {

    private static final UUID BEHIND_ALL = new UUID(-1, -1);

    private final EntityManager entities;

    @Inject
    Batches(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * How far a batch is. The four numbers sum to its total, less what was deleted since.
     *
     * @param queued waiting or at work
     */
    public record Progress(int queued, int done, int rejected, int failed) {

        static final Progress NONE = new Progress(0, 0, 0, 0);

        /** All there is. */
        public int all() {
            return queued + done + rejected + failed;
        }
    }

    /** A batch with how far it is. */
    public record Standing(Batch batch, Progress progress) {}

    /** The batch of that id. */
    public Optional<Standing> findBatch(UUID id) {
        return Optional.ofNullable(entities.find(Batch.class, id)).map(batch -> {
            // Its end is written past Hibernate.
            entities.refresh(batch);
            return new Standing(batch, progress(List.of(id)).getOrDefault(id, Progress.NONE));
        });
    }

    /** A page, the newest first, from behind the given batch on. */
    public List<Standing> listBatches(@Nullable UUID before, int limit) {
        List<Batch> page = entities.createQuery("from Batch where id < :before order by id desc", Batch.class)
                .setParameter("before", before == null ? BEHIND_ALL : before)
                .setMaxResults(limit)
                .getResultList();
        Map<UUID, Progress> progress = progress(page.stream().map(Batch::id).toList());
        return page.stream()
                .map(batch -> new Standing(batch, progress.getOrDefault(batch.id(), Progress.NONE)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Map<UUID, Progress> progress(Collection<UUID> batches) {
        if (batches.isEmpty()) {
            return Map.of();
        }
        Stream<Object[]> rows =
                entities.createNativeQuery("""
                        select batch_id, count(*) filter (where state in ('QUEUED', 'SCORING', 'MAPPING')),
                          count(*) filter (where state = 'DONE'), count(*) filter (where state = 'REJECTED'),
                          count(*) filter (where state = 'FAILED')
                        from analysis where batch_id in (:batches) group by batch_id
                        """).setParameter("batches", batches).getResultStream();
        return rows.collect(Collectors.toMap(row -> (UUID) row[0], Batches::progress, (one, other) -> one));
    }

    private static Progress progress(Object[] row) {
        Function<Integer, Integer> number = column -> ((Number) row[column]).intValue();
        return new Progress(number.apply(1), number.apply(2), number.apply(3), number.apply(4));
    }
}
