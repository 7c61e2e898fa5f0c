package com.engram.jobs.housekeeping;

import com.engram.billing.Subscriptions;
import com.engram.billing.events.BillingEventLog;
import com.engram.billing.metering.MeterOverage;
import com.engram.billing.payments.Payments;
import com.engram.billing.subscriptions.RunBilling;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The regular work of billing for all tenants. A failure for one tenant does not affect the others. */
@ApplicationScoped
public class BillingTasks {

    private static final Logger LOG = Logger.getLogger(BillingTasks.class.getName());

    private final RunBilling runBilling;
    private final MeterOverage meterOverage;
    private final Subscriptions subscriptions;
    private final BillingEventLog events;
    private final Optional<Payments> payments;

    @Inject
    BillingTasks(
            RunBilling runBilling,
            MeterOverage meterOverage,
            Subscriptions subscriptions,
            BillingEventLog events,
            Optional<Payments> payments) {
        this.runBilling = runBilling;
        this.meterOverage = meterOverage;
        this.subscriptions = subscriptions;
        this.events = events;
        this.payments = payments;
    }

    /** Ends grace periods that are over, reports usage beyond allowances, and updates prices. */
    public void runBilling() {
        forEachOnlineTenant(runBilling::runForCurrentTenant);
    }

    /** Compares reported usage with what the payment processor has counted, and deletes old events. */
    public void reconcile() {
        if (payments.isPresent()) {
            forEachOnlineTenant(meterOverage::reconcile);
        }
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            events.deleteOld();
        }
    }

    private void forEachOnlineTenant(Runnable task) {
        for (TenantId tenant : listOnlineTenants()) {
            try (Scope.Entered ignored = JobScope.enter(tenant)) {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Billing of tenant " + tenant.value() + " failed; the next run retries it", e);
            }
        }
    }

    private List<TenantId> listOnlineTenants() {
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            return subscriptions.listOnlineTenants();
        }
    }
}
