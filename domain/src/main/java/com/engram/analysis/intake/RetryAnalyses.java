package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.Batch;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Queues failed analyses of the current tenant again: those that failed through our fault, and those that were cancelled.
 * A new credit is reserved for each. An analysis in any other state stays as it is.
 */
@ApplicationScoped
public class RetryAnalyses {

    private final EntityManager entities;
    private final CreditAllowance allowance;
    private final AnalysisNotifier notifier;
    private final DatabaseTime time;

    @Inject
    RetryAnalyses(EntityManager entities, CreditAllowance allowance, AnalysisNotifier notifier, DatabaseTime time) {
        this.entities = entities;
        this.allowance = allowance;
        this.notifier = notifier;
        this.time = time;
    }

    /** The result of a request to retry. */
    public sealed interface RetryResult {}

    /**
     * The failed analyses are queued again.
     *
     * @param analyses how many there were; may be 0
     */
    public record Requeued(int analyses) implements RetryResult {}

    /** The tenant has no analysis or batch with this id. */
    public record NotFound() implements RetryResult {}

    /** Nothing was queued. */
    public record Refused(Refusal refusal) implements RetryResult {}

    /** Retries one analysis. */
    @Transactional
    public RetryResult retry(UUID id) {
        Analysis analysis = entities.find(Analysis.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (analysis == null) {
            return new NotFound();
        }
        if (analysis.state() != AnalysisState.FAILED) {
            return new Refused(new Refusal(
                    RefusalReason.NOT_FAILED,
                    "Only a failed analysis can be retried; this one is %s."
                            .formatted(analysis.state().code())));
        }
        return requeue(List.of(analysis));
    }

    /** Retries the failed analyses of a batch. */
    @Transactional
    public RetryResult retryFailedOfBatch(UUID batch) {
        if (entities.find(Batch.class, batch) == null) {
            return new NotFound();
        }
        return requeue(entities.createQuery(
                        "from Analysis where batchId = :batch and state = :failed order by id", Analysis.class)
                .setParameter("batch", batch)
                .setParameter("failed", AnalysisState.FAILED)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    /**
     * Retries analyses that failed with a code, the oldest first, as many as the allowance covers.
     *
     * @param limit the largest number to retry
     */
    @Transactional
    public RetryResult retryFailedByCode(String code, int limit) {
        int affordable = allowance.check(limit).isEmpty()
                ? limit
                : Math.max(1, allowance.usage().left().orElse(limit));
        return requeue(entities.createQuery(
                        "from Analysis where problemCode = :code and state = :failed order by id", Analysis.class)
                .setParameter("code", code)
                .setParameter("failed", AnalysisState.FAILED)
                .setMaxResults(affordable)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    private RetryResult requeue(List<Analysis> failed) {
        if (failed.isEmpty()) {
            return new Requeued(0);
        }
        int credits =
                (int) failed.stream().filter(analysis -> !analysis.isFree()).count();
        LocalDate period = allowance.period();
        Optional<Refusal> refusal = allowance.reserve(credits, period);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        Instant now = time.now();
        failed.forEach(analysis -> analysis.requeue(period, now));
        // Batches are locked in the order of their ids, so that two requests never deadlock.
        failed.stream()
                .map(Analysis::batch)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .map(id -> entities.find(Batch.class, id, LockModeType.PESSIMISTIC_WRITE))
                .forEach(Batch::reopen);
        notifier.notifyWorkQueued();
        return new Requeued(failed.size());
    }
}
