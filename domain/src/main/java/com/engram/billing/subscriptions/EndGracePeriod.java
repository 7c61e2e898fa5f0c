package com.engram.billing.subscriptions;

import com.engram.audit.AuditLog;
import com.engram.billing.BillingEmails;
import com.engram.billing.Subscriptions;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Makes the current tenant's account read-only if a payment failed and the grace is over. Nothing is lost by it. */
@ApplicationScoped
public class EndGracePeriod {

    private final Subscriptions subscriptions;
    private final Tenants tenants;
    private final BillingEmails letters;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    EndGracePeriod(Subscriptions subscriptions, Tenants tenants, BillingEmails letters, AuditLog audit, Clock clock) {
        this.subscriptions = subscriptions;
        this.tenants = tenants;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does so, once. */
    @Transactional
    public void end() {
        Tenant tenant = tenants.getCurrent();
        if (subscriptions.take(tenant.id()).endGrace(clock.instant())) {
            tenant.becomeReadOnly(clock.instant());
            audit.record("subscription.became-read-only", "");
            letters.becameReadOnly(tenant);
        }
    }
}
