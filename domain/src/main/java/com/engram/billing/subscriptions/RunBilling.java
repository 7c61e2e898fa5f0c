package com.engram.billing.subscriptions;

import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.metering.MeterOverage;
import com.engram.billing.payments.ProcessorSubscriptions;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The regular work for a tenant that pays online. */
@ApplicationScoped
public class RunBilling {

    private final EndGracePeriod endGracePeriod;
    private final MeterOverage meterOverage;
    private final Subscriptions subscriptions;
    private final PlanPrices prices;
    private final Plans plans;
    private final Optional<ProcessorSubscriptions> processor;

    @Inject
    RunBilling(
            EndGracePeriod endGracePeriod,
            MeterOverage meterOverage,
            Subscriptions subscriptions,
            PlanPrices prices,
            Plans plans,
            Optional<ProcessorSubscriptions> processor) {
        this.endGracePeriod = endGracePeriod;
        this.meterOverage = meterOverage;
        this.subscriptions = subscriptions;
        this.prices = prices;
        this.plans = plans;
        this.processor = processor;
    }

    /** Ends the current tenant's grace period if it is over, reports its usage, and updates the price that it pays. */
    public void runForCurrentTenant() {
        endGracePeriod.endIfOver();
        processor.ifPresent(found -> {
            meterOverage.report();
            updatePrice(found);
        });
    }

    /** A tenant that the operator moved to a newer version pays that version's price from the next period on. */
    private void updatePrice(ProcessorSubscriptions processor) {
        Plan plan = plans.getCurrent();
        subscriptions
                .findCurrent()
                .filter(subscription -> paysForOlderVersion(subscription, plan))
                .flatMap(Subscription::processorSubscriptionId)
                .ifPresent(id -> prices.find(plan.code(), plan.version())
                        .ifPresent(price -> processor.changePriceNextPeriod(id, price)));
    }

    private static boolean paysForOlderVersion(Subscription subscription, Plan plan) {
        return subscription.state().isOnline()
                && subscription.nextPlanCode().isEmpty()
                && subscription.planCode().equals(Optional.of(plan.code()))
                && subscription.planVersion() < plan.version();
    }
}
