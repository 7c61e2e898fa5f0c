package com.engram.analysis.intake;

import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.Batch;
import com.engram.analysis.queue.AnalysisNotifier;
import com.engram.analysis.queue.DatabaseTime;
import com.engram.plans.usage.Allowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Puts analyses of the entered tenant that failed, by our fault or because they were cancelled, back into the queue. A
 * credit is reserved for each anew. One that is waiting, done or rejected stays as it is.
 */
@ApplicationScoped
public class RetryAnalyses {

    private final EntityManager entities;
    private final Allowance allowance;
    private final AnalysisNotifier news;
    private final DatabaseTime time;

    @Inject
    RetryAnalyses(EntityManager entities, Allowance allowance, AnalysisNotifier news, DatabaseTime time) {
        this.entities = entities;
        this.allowance = allowance;
        this.news = news;
        this.time = time;
    }

    /** How a request was answered. */
    public sealed interface Result {}

    /** So many are queued again. */
    public record Requeued(int analyses) implements Result {}

    /** The tenant has nothing of that id. */
    public record NotFound() implements Result {}

    /** Nothing was queued. */
    public record Refused(Refusal refusal) implements Result {}

    /** Retries one analysis. */
    @Transactional
    public Result retry(UUID id) {
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

    /** Retries what failed of a batch. */
    @Transactional
    public Result retryFailedOf(UUID batch) {
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
     * Retries what failed with that code, the oldest first, as far as the allowance reaches.
     *
     * @param most at most so many
     */
    @Transactional
    public Result retryFailedWith(String code, int most) {
        int affordable = allowance.check(most).isEmpty()
                ? most
                : Math.max(1, allowance.usage().left().orElse(most));
        return requeue(entities.createQuery(
                        "from Analysis where problemCode = :code and state = :failed order by id", Analysis.class)
                .setParameter("code", code)
                .setParameter("failed", AnalysisState.FAILED)
                .setMaxResults(affordable)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    private Result requeue(List<Analysis> failed) {
        if (failed.isEmpty()) {
            return new Requeued(0);
        }
        int charged =
                (int) failed.stream().filter(analysis -> !analysis.isFree()).count();
        LocalDate period = allowance.period();
        Optional<Refusal> refusal = allowance.reserve(charged, period);
        if (refusal.isPresent()) {
            return new Refused(refusal.get());
        }
        failed.forEach(analysis -> analysis.retried(period, time.now()));
        Stream<UUID> batches = failed.stream()
                .map(Analysis::batch)
                .flatMap(Optional::stream)
                .distinct()
                .sorted();
        batches.map(id -> entities.find(Batch.class, id, LockModeType.PESSIMISTIC_WRITE))
                .forEach(Batch::reopened);
        news.queueGrew();
        return new Requeued(failed.size());
    }
}
