package com.engram.analysis.results;

import com.engram.analysis.AnalysesFinished;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.Batch;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Calls off what of a batch still waits: it ends as failed with the code {@code cancelled}, its credits are released,
 * and it can be retried. What a scorer works on already is finished.
 */
@ApplicationScoped
public class CancelBatch {

    private final EntityManager entities;
    private final ChargeAnalyses charge;
    private final FinishBatches endBatch;
    private final AnalysisNotifier news;
    private final DatabaseTime time;
    private final Event<AnalysesFinished> ended;

    @Inject
    CancelBatch(
            EntityManager entities,
            ChargeAnalyses charge,
            FinishBatches endBatch,
            AnalysisNotifier news,
            DatabaseTime time,
            Event<AnalysesFinished> ended) {
        this.entities = entities;
        this.charge = charge;
        this.endBatch = endBatch;
        this.news = news;
        this.time = time;
        this.ended = ended;
    }

    /** Cancels; false if the entered tenant has no batch of that id. */
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
            batch.cancelled(time.now());
            waiting.forEach(analysis -> analysis.cancelled(time.now()));
            charge.settle(waiting);
            ended.fire(new AnalysesFinished(waiting));
            endBatch.endFinished(Set.of(id));
            news.resultsFor(Set.of(batch.tenant()));
        }
        return true;
    }
}
