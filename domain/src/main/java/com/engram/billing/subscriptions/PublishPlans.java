package com.engram.billing.subscriptions;

import com.engram.billing.payments.Payments;
import com.engram.plans.Offer;
import com.engram.plans.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Brings plans to the payment processor, so that tenants can buy them; in the operator's scope. */
@ApplicationScoped
public class PublishPlans {

    private final Plans plans;
    private final PlanPrices prices;
    private final Payments payments;

    @Inject
    PublishPlans(Plans plans, PlanPrices prices, Payments payments) {
        this.plans = plans;
        this.prices = prices;
        this.payments = payments;
    }

    /** Offers one plan in its current version. Again, it changes nothing. */
    public void offer(Offer plan) {
        if (plan.terms().priceCents() > 0) {
            prices.keep(plan.code(), plan.version(), payments.offer(plan));
        }
    }

    /** Offers every plan that is for sale; returns how many that were. */
    public int offerAll() {
        var forSale = plans.listForSale().stream()
                .filter(plan -> plan.terms().priceCents() > 0)
                .toList();
        forSale.forEach(this::offer);
        return forSale.size();
    }
}
