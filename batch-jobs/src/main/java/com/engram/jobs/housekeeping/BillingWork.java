package com.engram.jobs.housekeeping;

import com.engram.billing.BillingEvents;
import com.engram.billing.BillingRound;
import com.engram.billing.MeterOverage;
import com.engram.billing.Payments;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What is done about billing over all tenants; a tenant whose turn fails does not keep the others from theirs. */
@ApplicationScoped
public class BillingWork {

    private static final Logger LOG = Logger.getLogger(BillingWork.class.getName());

    @Inject
    private BillingRound round;

    @Inject
    private MeterOverage meterOverage;

    @Inject
    private BillingEvents events;

    @Inject
    private Payments payments;

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
