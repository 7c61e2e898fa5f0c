package com.engram.analysis.results;

import com.engram.analysis.BatchFinished;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Ends batches whose last analysis has ended, in the transaction that ended it, and tells so once. */
@ApplicationScoped
public class FinishBatches {

    private final EntityManager entities;
    private final Event<BatchFinished> ended;

    @Inject
    FinishBatches(EntityManager entities, Event<BatchFinished> ended) {
        this.entities = entities;
        this.ended = ended;
    }

    /**
     * Ends those of the batches that have nothing unfinished left. They are locked first: of two transactions that end
     * the last two analyses, the second one sees what the first one did. Not by FOR UPDATE: that would wait for the
     * checks of foreign keys, which a transaction makes when it changes an analysis twice.
     */
    @Transactional(TxType.MANDATORY)
    @SuppressWarnings("unchecked")
    public void endFinished(Collection<UUID> batches) {
        if (batches.isEmpty()) {
            return;
        }
        List<UUID> open = entities.createNativeQuery(
                        "select id from batch where id in (:ids) and finished_at is null order by id for no key update",
                        UUID.class)
                .setParameter("ids", batches)
                .getResultList();
        if (!open.isEmpty()) {
            end(open);
        }
    }

    /** Ends batches that lost their last unfinished analyses because their images were deleted; the number of them. */
    @Transactional
    @SuppressWarnings("unchecked")
    public int endForsaken() {
        return end(entities.createNativeQuery(
                        "select id from batch where finished_at is null order by id limit 1000 for no key update skip locked",
                        UUID.class)
                .getResultList());
    }

    @SuppressWarnings("unchecked")
    private int end(List<UUID> open) {
        if (open.isEmpty()) {
            return 0;
        }
        List<Object[]> finished =
                entities.createNativeQuery("""
                        update batch b set finished_at = now() where b.id in (:ids) and not exists (
                          select from analysis a where a.batch_id = b.id and a.state in ('QUEUED', 'SCORING', 'MAPPING'))
                        returning b.id, b.tenant_id
                        """).setParameter("ids", open).getResultList();
        finished.forEach(row -> ended.fire(new BatchFinished((UUID) row[0], new TenantId((UUID) row[1]))));
        return finished.size();
    }
}
