package com.engram.jobs.housekeeping;

import com.engram.billing.events.BillingEventLog;
import com.engram.billing.metering.MeterOverage;
import com.engram.billing.payments.Payments;
import com.engram.billing.subscriptions.RunBilling;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is done about billing over all tenants; a tenant whose turn fails does not keep the others from theirs. */
@ApplicationScoped
public class BillingTasks {

    private static final Logger LOG = Logger.getLogger(BillingTasks.class.getName());

    private final RunBilling round;
    private final MeterOverage meterOverage;
    private final BillingEventLog events;
    private final Payments payments;

    @Inject
    BillingTasks(RunBilling round, MeterOverage meterOverage, BillingEventLog events, Payments payments) {
        this.round = round;
        this.meterOverage = meterOverage;
        this.events = events;
        this.payments = payments;
    }

    /** Ends graces that are over, and reports usage beyond allowances. */
    public void round() {
        forEach(round::go);
    }

    /** Asks what the processor has counted. */
    public void reconcile() {
        if (payments.areOnline()) {
            forEach(meterOverage::reconcile);
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            events.forgetOld();
        }
    }

    private void forEach(Runnable turn) {
        for (TenantId tenant : concerned()) {
            try (Scope.Entered ignored = Scope.enter(tenant)) {
                turn.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Billing of " + tenant + " is to be looked at; the next round tries again", e);
            }
        }
    }

    private List<TenantId> concerned() {
        try (Scope.Entered ignored = Scope.enterOperator()) {
            return round.listConcerned();
        }
    }
}
