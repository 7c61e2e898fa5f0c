package com.engram.analysis;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the batches of the current tenant, with their progress. */
@ApplicationScoped
@Transactional
public class Batches {

    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final EntityManager entities;
    private final Database database;

    @Inject
    Batches(EntityManager entities, Database database) {
        this.entities = entities;
        this.database = database;
    }

    private record ProgressRow(UUID batch, int queued, int done, int rejected, int failed) {

        BatchProgress progress() {
            return new BatchProgress(queued, done, rejected, failed);
        }
    }

    /** The batch with that id. */
    public Optional<BatchStatus> findBatch(UUID id) {
        return Optional.ofNullable(entities.find(Batch.class, id)).map(batch -> {
            // SQL sets finished_at, so Hibernate may have an older state.
            entities.refresh(batch);
            return new BatchStatus(batch, loadProgress(List.of(id)).getOrDefault(id, BatchProgress.NONE));
        });
    }

    /**
     * A page of batches, newest first.
     *
     * @param before id of the last batch of the previous page; null for the first page
     */
    public List<BatchStatus> listBatches(@Nullable UUID before, int limit) {
        List<Batch> page = entities.createQuery("from Batch where id < :before order by id desc", Batch.class)
                .setParameter("before", before == null ? AFTER_ALL : before)
                .setMaxResults(limit)
                .getResultList();
        Map<UUID, BatchProgress> progress =
                loadProgress(page.stream().map(Batch::id).toList());
        return page.stream()
                .map(batch -> new BatchStatus(batch, progress.getOrDefault(batch.id(), BatchProgress.NONE)))
                .toList();
    }

    private Map<UUID, BatchProgress> loadProgress(Collection<UUID> batches) {
        return database
                .sql("""
                    select batch_id as batch, count(*) filter (where state = any(:unfinished)) as queued,
                      count(*) filter (where state = :done) as done,
                      count(*) filter (where state = :rejected) as rejected,
                      count(*) filter (where state = :failed) as failed
                    from analysis where batch_id = any(:batches) group by batch_id
                    """)
                .bind("unfinished", AnalysisState.unfinished())
                .bind("done", AnalysisState.DONE)
                .bind("rejected", AnalysisState.REJECTED)
                .bind("failed", AnalysisState.FAILED)
                .bind("batches", batches)
                .list(ProgressRow.class)
                .stream()
                .collect(Collectors.toMap(ProgressRow::batch, ProgressRow::progress));
    }
}
