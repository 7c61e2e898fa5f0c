package com.engram.admin.operations;

import com.engram.analysis.intake.RetryAnalyses;
import com.engram.audit.AuditLog;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends what failed round again, tenant by tenant and each in its own scope: their allowances pay for it, and where one
 * is spent its failures stay.
 */
@ApplicationScoped
class RetryFailures {

    /** So many in one transaction, which holds the tenant's allowance. */
    private static final int PAGE = 200;

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private RetryAnalyses retryAnalyses;

    @Inject
    private AuditLog audit;

    /**
     * How it went.
     *
     * @param queued how many are in the queue again
     * @param spent how many tenants have nothing left to pay with
     */
    record Result(int queued, int spent) {}

    /** One analysis; empty if there is none of that id or it did not fail. */
    Optional<Result> retry(UUID analysis) {
        return tenants("select tenant_id from analysis where id = :of", analysis).stream()
                .findFirst()
                .flatMap(tenant -> retryOf(tenant, analysis));
    }

    private Optional<Result> retryOf(TenantId tenant, UUID analysis) {
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            RetryAnalyses.Answer answer = retryAnalyses.retry(analysis);
            if (requeued(answer) > 0) {
                audit.record("analyses.retried", analysis.toString());
                return Optional.of(new Result(1, 0));
            }
            return answer instanceof RetryAnalyses.Refused refused
                            && !refused.refusal().code().equals("not_failed")
                    ? Optional.of(new Result(0, 1))
                    : Optional.empty();
        }
    }

    /** All that failed with a code. */
    Result retryAll(String code) {
        int queued = 0;
        int spent = 0;
        for (TenantId tenant : tenants(
                "select distinct tenant_id from analysis where state = 'FAILED' and problem_code = :of", code)) {
            try (Scope.Entered ignored = Scope.enter(tenant)) {
                Result result = retryAllHere(code);
                queued += result.queued();
                spent += result.spent();
            }
        }
        audit.record("queue.retried", "%d that failed with %s".formatted(queued, code));
        return new Result(queued, spent);
    }

    private Result retryAllHere(String code) {
        int queued = 0;
        RetryAnalyses.Answer answer;
        do {
            answer = retryAnalyses.retryFailedWith(code, PAGE);
            queued += requeued(answer);
        } while (requeued(answer) > 0);
        if (queued > 0) {
            audit.record("analyses.retried", "%d that failed with %s".formatted(queued, code));
        }
        return new Result(queued, answer instanceof RetryAnalyses.Refused ? 1 : 0);
    }

    private static int requeued(RetryAnalyses.Answer answer) {
        return answer instanceof RetryAnalyses.Requeued requeued ? requeued.analyses() : 0;
    }

    @SuppressWarnings("unchecked")
    private List<TenantId> tenants(String query, Object of) {
        List<UUID> found = entities.createNativeQuery(query, UUID.class)
                .setParameter("of", of)
                .getResultList();
        return found.stream().map(TenantId::new).toList();
    }
}
