package com.engram.billing.subscriptions;

import com.engram.billing.payments.PriceCatalog;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plans;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Publishes plans to the payment processor, so that tenants can buy them. */
@AsOperator
@ApplicationScoped
public class PublishPlans {

    private final Plans plans;
    private final PlanPrices prices;
    private final Optional<PriceCatalog> catalog;

    @Inject
    PublishPlans(Plans plans, PlanPrices prices, Optional<PriceCatalog> catalog) {
        this.plans = plans;
        this.prices = prices;
        this.catalog = catalog;
    }

    /**
     * Publishes the current version of every plan that is for sale and not free. Repeated calls change nothing.
     *
     * @return false if no payment processor is configured
     */
    public boolean publishAll() {
        catalog.ifPresent(processor -> plans.listForSale().stream()
                .filter(plan -> !plan.terms().isFree())
                .forEach(plan -> publish(plan, processor)));
        return catalog.isPresent();
    }

    private void publish(CurrentPlan plan, PriceCatalog processor) {
        prices.save(plan.code(), plan.version(), processor.publishPrice(plan));
    }
}
