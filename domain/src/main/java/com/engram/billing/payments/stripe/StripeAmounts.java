package com.engram.billing.payments.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/**
 * Converts amounts. Engram's are hundredths of the currency; Stripe's are its smallest unit, which is a cent for the euro
 * but a whole yen.
 */
final class StripeAmounts {

    private StripeAmounts() {}

    /** Stripe's amount for Engram's. */
    static long toStripe(long cents, String currency) {
        return BigDecimal.valueOf(cents, 2)
                .movePointRight(fractionDigits(currency))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Engram's amount for Stripe's. */
    static long fromStripe(long amount, String currency) {
        return BigDecimal.valueOf(amount, fractionDigits(currency))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The ISO 4217 code in capitals; Stripe writes it in lowercase. */
    static String currencyCode(String currency) {
        return currency.toUpperCase(Locale.ROOT);
    }

    private static int fractionDigits(String currency) {
        return Currency.getInstance(currencyCode(currency)).getDefaultFractionDigits();
    }
}
