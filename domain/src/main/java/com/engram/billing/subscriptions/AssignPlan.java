package com.engram.billing.subscriptions;

import com.engram.audit.AuditLog;
import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.plans.ManagePlans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Assigns a plan to a tenant that does not pay online. */
@AsOperator
@ApplicationScoped
@Transactional
public class AssignPlan {

    private final Subscriptions subscriptions;
    private final ManagePlans managePlans;
    private final Tenants tenants;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    AssignPlan(Subscriptions subscriptions, ManagePlans managePlans, Tenants tenants, AuditLog audit, Clock clock) {
        this.subscriptions = subscriptions;
        this.managePlans = managePlans;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Assigns the current version of a plan. An account that was read-only because of an overdue payment accepts images
     * again.
     *
     * @return the reason if the tenant pays online: it would get one plan and pay for another
     */
    public Optional<Refusal> assign(TenantId tenant, String code) {
        Optional<Subscription> subscription = subscriptions.findByTenant(tenant);
        if (subscription.filter(found -> found.state().isOnline()).isPresent()) {
            return Optional.of(new Refusal(
                    RefusalReason.PAID_ONLINE,
                    "This account pays for its plan online. Its owner can change it under /billing. To assign"
                            + " a plan, cancel the subscription at the payment processor first."));
        }
        subscription.ifPresent(found -> found.switchToManual(clock.instant()));
        tenants.findTenant(tenant).ifPresent(Tenant::becomeWritable);
        managePlans.assign(tenant, code);
        audit.recordOf(tenant, "plan.assigned", code);
        return Optional.empty();
    }
}
