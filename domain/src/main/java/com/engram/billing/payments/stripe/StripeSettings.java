package com.engram.billing.payments.stripe;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How Stripe is reached; without a secret key it is not. */
@Dependent
class StripeSettings {

    private final Optional<String> secretKey;
    private final Optional<String> webhookSecret;
    private final Optional<URI> apiBase;
    private final Duration tolerance;
    private final boolean automaticTax;
    private final boolean promotionCodes;

    @Inject
    StripeSettings(
            @ConfigProperty(name = "engram.stripe.secretKey") Optional<String> secretKey,
            @ConfigProperty(name = "engram.stripe.webhookSecret") Optional<String> webhookSecret,
            @ConfigProperty(name = "engram.stripe.apiBase") Optional<URI> apiBase,
            @ConfigProperty(name = "engram.stripe.toleranceSeconds", defaultValue = "300") int toleranceSeconds,
            @ConfigProperty(name = "engram.stripe.automaticTax", defaultValue = "false") boolean automaticTax,
            @ConfigProperty(name = "engram.stripe.promotionCodes", defaultValue = "false") boolean promotionCodes) {
        this.secretKey = secretKey;
        this.webhookSecret = webhookSecret;
        this.apiBase = apiBase;
        this.tolerance = Duration.ofSeconds(toleranceSeconds);
        this.automaticTax = automaticTax;
        this.promotionCodes = promotionCodes;
        if (secretKey.isPresent() && webhookSecret.isEmpty()) {
            throw new IllegalStateException(
                    "engram.stripe.webhookSecret is missing: with engram.stripe.secretKey set, Stripe's word must be checked");
        }
    }

    Optional<String> secretKey() {
        return secretKey;
    }

    /** By which we know that it is Stripe that tells us something. */
    String webhookSecret() {
        return webhookSecret.orElse("");
    }

    /** Another address than Stripe's own. */
    Optional<URI> apiBase() {
        return apiBase;
    }

    /** How old what Stripe tells may be. */
    Duration tolerance() {
        return tolerance;
    }

    /** Whether Stripe works out the tax. */
    boolean automaticTax() {
        return automaticTax;
    }

    /** Whether the checkout takes promotion codes. */
    boolean promotionCodes() {
        return promotionCodes;
    }
}
