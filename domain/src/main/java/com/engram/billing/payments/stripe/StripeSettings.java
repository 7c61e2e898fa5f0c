package com.engram.billing.payments.stripe;

import com.engram.billing.payments.PriceTax;
import com.engram.billing.payments.PriceTax.TaxBehavior;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings of Stripe. Without a secret key nothing is sold online. */
@Dependent
class StripeSettings {

    private final Optional<String> secretKey;
    private final Optional<String> webhookSecret;
    private final Optional<URI> apiBase;
    private final Duration tolerance;
    private final boolean automaticTax;
    private final TaxBehavior taxBehavior;
    private final boolean promotionCodes;

    @Inject
    StripeSettings(
            @ConfigProperty(name = "engram.stripe.secretKey") Optional<String> secretKey,
            @ConfigProperty(name = "engram.stripe.webhookSecret") Optional<String> webhookSecret,
            @ConfigProperty(name = "engram.stripe.apiBase") Optional<URI> apiBase,
            @ConfigProperty(name = "engram.stripe.toleranceSeconds", defaultValue = "300") int toleranceSeconds,
            @ConfigProperty(name = "engram.stripe.automaticTax", defaultValue = "false") boolean automaticTax,
            PriceTax priceTax,
            @ConfigProperty(name = "engram.stripe.promotionCodes", defaultValue = "false") boolean promotionCodes) {
        this.secretKey = secretKey;
        this.webhookSecret = webhookSecret;
        this.apiBase = apiBase;
        this.tolerance = Duration.ofSeconds(toleranceSeconds);
        this.automaticTax = automaticTax;
        this.taxBehavior = priceTax.behavior();
        this.promotionCodes = promotionCodes;
        if (secretKey.isPresent() && webhookSecret.isEmpty()) {
            throw new IllegalStateException("engram.stripe.webhookSecret is missing. It is required with"
                    + " engram.stripe.secretKey, to verify the events that Stripe sends.");
        }
    }

    Optional<String> secretKey() {
        return secretKey;
    }

    /** The secret that signs Stripe's events. */
    String webhookSecret() {
        return webhookSecret.orElse("");
    }

    /** The API's URL if it is not Stripe's own. */
    Optional<URI> apiBase() {
        return apiBase;
    }

    /** The maximum age of an event's signature. */
    Duration tolerance() {
        return tolerance;
    }

    /** Whether Stripe calculates taxes. */
    boolean automaticTax() {
        return automaticTax;
    }

    /** Whether prices contain tax. */
    TaxBehavior taxBehavior() {
        return taxBehavior;
    }

    /** Whether the checkout accepts promotion codes. */
    boolean promotionCodes() {
        return promotionCodes;
    }
}
