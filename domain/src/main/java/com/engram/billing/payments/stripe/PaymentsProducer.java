package com.engram.billing.payments.stripe;

import com.engram.billing.payments.Payments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Provides Stripe as the payment processor if its key is configured. */
@ApplicationScoped
class PaymentsProducer {

    private final Optional<Payments> payments;

    @Inject
    PaymentsProducer(StripeSettings settings, Clock clock) {
        payments = settings.secretKey().map(key -> new StripePayments(key, settings, clock));
    }

    /** Creates this bean when the application starts, so that invalid settings fail then and not on the first sale. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        // The constructor has done it.
    }

    @Produces
    Optional<Payments> payments() {
        return payments;
    }
}
