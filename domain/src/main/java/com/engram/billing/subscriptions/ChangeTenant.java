package com.engram.billing.subscriptions;

import com.engram.audit.AuditLog;
import com.engram.plans.Plans;
import com.engram.refusals.Refusal;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Assigns a plan to a tenant, suspends it or resumes it, for the operator. */
@AsOperator
@ApplicationScoped
@Transactional
public class ChangeTenant {

    private final AssignPlan assignPlan;
    private final Plans plans;
    private final Tenants tenants;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ChangeTenant(AssignPlan assignPlan, Plans plans, Tenants tenants, AuditLog audit, Clock clock) {
        this.assignPlan = assignPlan;
        this.plans = plans;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes all changes or none.
     *
     * @param tenant an existing tenant
     * @param plan the code of the plan to assign; empty to keep the plan
     * @param suspended whether to suspend or to resume the tenant; empty to change neither
     * @return why nothing was changed; empty if everything was
     */
    public Optional<Refusal> change(TenantId tenant, Optional<String> plan, Optional<Boolean> suspended) {
        Optional<Refusal> refusal = plan.flatMap(plans::findRefusalToAssign)
                .or(() -> plan.flatMap(code -> assignPlan.assign(tenant, code)));
        if (refusal.isPresent()) {
            return refusal;
        }
        suspended.ifPresent(suspend -> {
            tenants.setSuspended(tenant, suspend, clock.instant());
            audit.recordOf(tenant, suspend ? "account.suspended" : "account.resumed", "");
        });
        return Optional.empty();
    }
}
