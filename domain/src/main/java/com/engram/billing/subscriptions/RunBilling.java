package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.metering.MeterOverage;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.Payments.Price;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is done about a tenant's billing now and then: in the tenant's scope, but for finding whom it concerns. */
@ApplicationScoped
public class RunBilling {

    private final EntityManager entities;
    private final EndGracePeriod endGrace;
    private final MeterOverage meterOverage;
    private final Subscriptions subscriptions;
    private final PlanPrices prices;
    private final Plans plans;
    private final Payments payments;

    @Inject
    RunBilling(
            EntityManager entities,
            EndGracePeriod endGrace,
            MeterOverage meterOverage,
            Subscriptions subscriptions,
            PlanPrices prices,
            Plans plans,
            Payments payments) {
        this.entities = entities;
        this.endGrace = endGrace;
        this.meterOverage = meterOverage;
        this.subscriptions = subscriptions;
        this.prices = prices;
        this.plans = plans;
        this.payments = payments;
    }

    /** The tenants that pay online, or owe; in the operator's scope. */
    @Transactional
    @SuppressWarnings("unchecked")
    public List<TenantId> listConcerned() {
        List<UUID> found = entities.createNativeQuery("""
                        select tenant_id from subscription where state in ('TRIALING', 'ACTIVE', 'CANCELING', 'PAST_DUE', 'READ_ONLY')
                        order by tenant_id
                        """, UUID.class).getResultList();
        return found.stream().map(TenantId::new).toList();
    }

    /** Ends the grace of the current tenant, reports what it used, and asks of it the price of the version that it has. */
    public void go() {
        endGrace.end();
        if (payments.areOnline()) {
            meterOverage.report();
            reprice();
        }
    }

    /** Whom the operator moved to the newer version of its plan pays that version's price from the next period on. */
    private void reprice() {
        Optional<Subscription> subscription = subscriptions.findCurrent();
        Plan plan = plans.getCurrent();
        boolean moved = subscription
                .filter(found -> found.state().isOnline())
                .filter(found -> found.plan().equals(Optional.of(plan.code())) && found.planVersion() < plan.version())
                .isPresent();
        Optional<Price> price = prices.find(plan.code(), plan.version());
        if (moved && price.isPresent()) {
            payments.reprice(subscription.flatMap(Subscription::reference).orElseThrow(), price.get());
        }
    }
}
