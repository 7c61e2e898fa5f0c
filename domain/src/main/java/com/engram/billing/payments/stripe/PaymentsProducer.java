package com.engram.billing.payments.stripe;

import com.engram.billing.payments.ManualPayments;
import com.engram.billing.payments.Payments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Chooses Stripe if its key is configured, else billing by hand. */
@ApplicationScoped
class PaymentsProducer {

    /** Reads the settings when the application starts, so that wrong ones are not found by a customer. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application, StripeSettings settings) {
        settings.tolerance();
    }

    @Produces
    @ApplicationScoped
    Payments payments(StripeSettings settings, Clock clock) {
        return settings.secretKey().isPresent() ? new StripePayments(settings, clock) : new ManualPayments();
    }
}
