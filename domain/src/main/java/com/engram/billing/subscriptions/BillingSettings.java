package com.engram.billing.subscriptions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How patient billing is. */
@ApplicationScoped
class BillingSettings {

    private final int graceDays;

    @Inject
    BillingSettings(@ConfigProperty(name = "engram.billing.graceDays", defaultValue = "7") int graceDays) {
        this.graceDays = graceDays;
    }

    /** How long everything works after a payment failed. */
    Duration grace() {
        return Duration.ofDays(graceDays);
    }
}
