package com.engram.admin.tenants;

import com.engram.audit.AuditLog;
import com.engram.billing.subscriptions.AssignPlan;
import com.engram.plans.Refusal;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Puts an account on another plan, suspends it or lets it in again: all of it or nothing. */
@ApplicationScoped
class ChangeTenant {

    @Inject
    private AssignPlan assignPlan;

    @Inject
    private Tenants tenants;

    @Inject
    private AuditLog audit;

    @Inject
    private Clock clock;

    /** Changes what is given, or says why nothing was changed; the plan exists. */
    @Transactional
    Optional<Refusal> change(TenantId tenant, Optional<String> plan, Optional<Boolean> suspended) {
        Optional<Refusal> refusal = plan.flatMap(code -> assignPlan.assign(tenant, code));
        if (refusal.isPresent()) {
            return refusal;
        }
        suspended.ifPresent(yes -> {
            tenants.setSuspended(tenant, yes, clock.instant());
            audit.recordOf(tenant, yes ? "account.suspended" : "account.resumed", "");
        });
        return Optional.empty();
    }
}
