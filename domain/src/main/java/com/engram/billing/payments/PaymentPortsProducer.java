package com.engram.billing.payments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import java.util.function.Function;

/** Lets a class depend on only that part of the payment processor which it uses. */
@ApplicationScoped
class PaymentPortsProducer {

    @Produces
    Optional<Checkouts> checkouts(Optional<Payments> payments) {
        return payments.map(Function.identity());
    }

    @Produces
    Optional<ProcessorSubscriptions> subscriptions(Optional<Payments> payments) {
        return payments.map(Function.identity());
    }

    @Produces
    Optional<PriceCatalog> prices(Optional<Payments> payments) {
        return payments.map(Function.identity());
    }

    @Produces
    Optional<UsageMeter> meter(Optional<Payments> payments) {
        return payments.map(Function.identity());
    }

    @Produces
    Optional<BillingEventSource> events(Optional<Payments> payments) {
        return payments.map(Function.identity());
    }
}
