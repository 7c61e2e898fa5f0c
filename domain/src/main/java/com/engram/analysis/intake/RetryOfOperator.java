package com.engram.analysis.intake;

import com.engram.audit.AuditLog;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The transactions of {@link RetryFailures}: each is in one scope. */
@ApplicationScoped
@Transactional
class RetryOfOperator {

    private final RetryAnalyses retryAnalyses;
    private final AuditLog audit;

    @Inject
    RetryOfOperator(RetryAnalyses retryAnalyses, AuditLog audit) {
        this.retryAnalyses = retryAnalyses;
        this.audit = audit;
    }

    /** Retries one analysis of the current tenant; empty if it did not fail. */
    Optional<RetryFailures.Result> retry(UUID analysis, Consumer<RetryFailures.Result> withinTransaction) {
        RetryAnalyses.RetryResult answer = retryAnalyses.retry(analysis);
        if (RetryFailures.requeued(answer) > 0) {
            audit.record("analyses.retried", analysis.toString());
            RetryFailures.Result result = new RetryFailures.Result(1, 0);
            withinTransaction.accept(result);
            return Optional.of(result);
        }
        return answer instanceof RetryAnalyses.Refused refused
                        && refused.refusal().reason() != RefusalReason.NOT_FAILED
                ? Optional.of(new RetryFailures.Result(0, 1))
                : Optional.empty();
    }

    /** Records a retry of all failures in the operator's scope. */
    void recordRetryOfAll(String code, RetryFailures.Result result, Consumer<RetryFailures.Result> withinTransaction) {
        audit.record("queue.retried", "%d that failed with %s".formatted(result.queued(), code));
        withinTransaction.accept(result);
    }
}
