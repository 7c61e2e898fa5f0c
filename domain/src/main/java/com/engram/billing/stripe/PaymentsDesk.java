package com.engram.billing.stripe;

import com.engram.billing.ByHand;
import com.engram.billing.Payments;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Chooses Stripe if its key is configured, else billing by hand. */
@ApplicationScoped
class PaymentsDesk {

    @Produces
    @ApplicationScoped
    Payments payments(StripeSettings settings, Clock clock) {
        return settings.secretKey().isPresent() ? new StripePayments(settings, clock) : new ByHand();
    }
}
