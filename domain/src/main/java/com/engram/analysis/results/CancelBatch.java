package com.engram.analysis.results;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.Batch;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Cancels the waiting analyses of a batch. They fail with the code {@code cancelled}, their credits are released, and they
 * can be retried. Analyses that a scorer works on are finished.
 */
@ApplicationScoped
public class CancelBatch {

    private final EntityManager entities;
    private final ConcludeAnalyses concludeAnalyses;
    private final FinishBatches finishBatches;
    private final AnalysisNotifier notifier;
    private final DatabaseTime time;

    @Inject
    CancelBatch(
            EntityManager entities,
            ConcludeAnalyses concludeAnalyses,
            FinishBatches finishBatches,
            AnalysisNotifier notifier,
            DatabaseTime time) {
        this.entities = entities;
        this.concludeAnalyses = concludeAnalyses;
        this.finishBatches = finishBatches;
        this.notifier = notifier;
        this.time = time;
    }

    /** Cancels a batch of the current tenant; false if there is no batch with that id. A finished one stays as it is. */
    @Transactional
    public boolean cancel(UUID id) {
        List<Analysis> waiting = entities.createQuery(
                        "from Analysis where batchId = :batch and state = :queued order by id", Analysis.class)
                .setParameter("batch", id)
                .setParameter("queued", AnalysisState.QUEUED)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        Batch batch = entities.find(Batch.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (batch == null) {
            return false;
        }
        if (batch.finishedAt().isEmpty()) {
            Instant now = time.now();
            batch.cancel(now);
            waiting.forEach(analysis -> analysis.cancel(now));
            concludeAnalyses.conclude(waiting);
            // With nothing waiting there is nothing to conclude, but the batch has changed and may be complete.
            finishBatches.finishCompleted(Set.of(id));
            notifier.notifyResults(Set.of(batch.tenant()));
        }
        return true;
    }
}
