package com.engram.billing.subscriptions;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of billing. */
@Dependent
class BillingSettings {

    private final Duration gracePeriod;
    private final boolean trials;

    @Inject
    BillingSettings(
            @ConfigProperty(name = "engram.billing.graceDays", defaultValue = "7") int graceDays,
            @ConfigProperty(name = "engram.stripe.trials", defaultValue = "true") boolean trials) {
        this.gracePeriod = Duration.ofDays(graceDays);
        this.trials = trials;
    }

    /** The grace period after a failed payment, during which everything works. */
    Duration gracePeriod() {
        return gracePeriod;
    }

    /** Whether a plan's trial days are offered. */
    boolean offersTrials() {
        return trials;
    }
}
