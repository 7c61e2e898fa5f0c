package com.engram.billing.subscriptions;

import com.engram.audit.AuditLog;
import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.plans.ManagePlans;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Puts a tenant on a plan by the operator's hand, in the operator's scope. */
@ApplicationScoped
@Transactional
public class AssignPlan {

    private final Subscriptions subscriptions;
    private final ManagePlans shapePlans;
    private final Tenants tenants;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    AssignPlan(Subscriptions subscriptions, ManagePlans shapePlans, Tenants tenants, AuditLog audit, Clock clock) {
        this.subscriptions = subscriptions;
        this.shapePlans = shapePlans;
        this.tenants = tenants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Does so, and lets an account that was read-only for want of payment take in pictures again.
     *
     * @return the refusal if the tenant pays online: what it pays and what it gets would fall apart
     */
    public Optional<Refusal> assign(TenantId tenant, String code) {
        Optional<Subscription> known = subscriptions.find(tenant);
        if (known.filter(found -> found.state().isOnline()).isPresent()) {
            return Optional.of(
                    new Refusal(
                            RefusalReason.PAID_ONLINE,
                            "This account pays for its plan online. Its owner changes it under /billing; or cancel the subscription at the payment processor first."));
        }
        known.ifPresent(found -> found.beManual(clock.instant()));
        tenants.findTenant(tenant).ifPresent(Tenant::becomeWritable);
        shapePlans.assign(tenant, code);
        audit.recordOf(tenant, "plan.assigned", code);
        return Optional.empty();
    }
}
