package com.engram.analysis.intake;

import com.engram.audit.AuditLog;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Retries failed analyses of any tenant, for the operator. Each tenant's analyses are queued in its own scope and reserve
 * its own credits; where no credits are left, analyses stay failed.
 */
@AsOperator
@ApplicationScoped
public class RetryFailures {

    /** The number of analyses in one transaction, which locks the tenant's usage. */
    private static final int PAGE_SIZE = 200;

    private final TenantsWithFailures tenants;
    private final RetryAnalyses retryAnalyses;
    private final RetryOfOperator retryOfOperator;
    private final AuditLog audit;

    @Inject
    RetryFailures(
            TenantsWithFailures tenants, RetryAnalyses retryAnalyses, RetryOfOperator retryOfOperator, AuditLog audit) {
        this.tenants = tenants;
        this.retryAnalyses = retryAnalyses;
        this.retryOfOperator = retryOfOperator;
        this.audit = audit;
    }

    /**
     * The result of a retry.
     *
     * @param queued how many analyses were queued again
     * @param tenantsWithoutCredits how many tenants had no credits left for all of theirs
     */
    public record Result(int queued, int tenantsWithoutCredits) {}

    /** Retries one analysis; empty if it does not exist or did not fail. */
    public Optional<Result> retry(UUID analysis) {
        return retry(analysis, result -> {});
    }

    /**
     * Retries one analysis; empty if it does not exist or did not fail.
     *
     * @param withinTransaction is called in the transaction that queues the analysis, in the scope of its tenant
     */
    public Optional<Result> retry(UUID analysis, Consumer<Result> withinTransaction) {
        return tenants.findTenantOf(analysis).flatMap(tenant -> {
            try (Scope.Entered ignored = Scope.enter(tenant)) {
                return retryOfOperator.retry(analysis, withinTransaction);
            }
        });
    }

    /** Retries all analyses that failed with a problem code. */
    public Result retryAll(String code) {
        return retryAll(code, result -> {});
    }

    /**
     * Retries all analyses that failed with a problem code. A call that is repeated after it was interrupted retries the
     * rest, because an analysis that is queued has no failure.
     *
     * @param withinTransaction is called in the transaction that records the retry of all
     */
    public Result retryAll(String code, Consumer<Result> withinTransaction) {
        int queued = 0;
        int tenantsWithoutCredits = 0;
        for (TenantId tenant : tenants.listTenantsWithFailures(code)) {
            try (Scope.Entered ignored = Scope.enter(tenant)) {
                Result result = retryAllOfTenant(code);
                queued += result.queued();
                tenantsWithoutCredits += result.tenantsWithoutCredits();
            }
        }
        Result result = new Result(queued, tenantsWithoutCredits);
        retryOfOperator.recordRetryOfAll(code, result, withinTransaction);
        return result;
    }

    private Result retryAllOfTenant(String code) {
        int queued = 0;
        RetryAnalyses.RetryResult answer;
        do {
            answer = retryAnalyses.retryFailedByCode(code, PAGE_SIZE);
            queued += requeued(answer);
        } while (requeued(answer) > 0);
        if (queued > 0) {
            audit.record("analyses.retried", "%d that failed with %s".formatted(queued, code));
        }
        return new Result(queued, answer instanceof RetryAnalyses.Refused ? 1 : 0);
    }

    static int requeued(RetryAnalyses.RetryResult answer) {
        return answer instanceof RetryAnalyses.Requeued requeued ? requeued.analyses() : 0;
    }
}
