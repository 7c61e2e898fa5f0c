package com.engram.billing.payments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether the prices of plans contain tax. Tax is calculated by the payment processor, from the customer's address. */
@ApplicationScoped
public class PriceTax {

    private final TaxBehavior behavior;

    /** Reads the settings, of which the last must be valid even if no tax is calculated. */
    @Inject
    public PriceTax(
            @ConfigProperty(name = "engram.stripe.secretKey") Optional<String> secretKey,
            @ConfigProperty(name = "engram.stripe.automaticTax", defaultValue = "false") boolean automaticTax,
            @ConfigProperty(name = "engram.stripe.taxBehavior", defaultValue = "exclusive") String taxBehavior) {
        TaxBehavior configured = TaxBehavior.parse(taxBehavior);
        behavior = secretKey.isPresent() && automaticTax ? configured : TaxBehavior.NONE;
    }

    /** What the prices of plans contain. */
    public enum TaxBehavior {
        /** No tax is calculated. */
        NONE,
        /** Tax is added to the prices. */
        EXCLUSIVE,
        /** The prices contain the tax. */
        INCLUSIVE;

        private static TaxBehavior parse(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "exclusive" -> EXCLUSIVE;
                case "inclusive" -> INCLUSIVE;
                default ->
                    throw new IllegalStateException(
                            "engram.stripe.taxBehavior must be exclusive or inclusive, and is " + text + ".");
            };
        }

        /** The name in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the prices contain. */
    public TaxBehavior behavior() {
        return behavior;
    }
}
