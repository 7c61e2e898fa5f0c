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

/** Makes the current tenant's account read-only if a payment failed and the grace period is over. Deletes nothing. */
@ApplicationScoped
class EndGracePeriod {

    private final Subscriptions subscriptions;
    private final Tenants tenants;
    private final BillingEmails emails;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    EndGracePeriod(Subscriptions subscriptions, Tenants tenants, BillingEmails emails, AuditLog audit, Clock clock) {
        this.subscriptions = subscriptions;
        this.tenants = tenants;
        this.emails = emails;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ends a grace period that is over. Repeated calls notify the owner once. */
    @Transactional
    void endIfOver() {
        Tenant tenant = tenants.getCurrent();
        if (subscriptions.lockOrCreate(tenant.id()).endGracePeriod(clock.instant())) {
            tenant.becomeReadOnly(clock.instant());
            audit.record("subscription.became-read-only", "");
            emails.sendReadOnly(tenant);
        }
    }
}
