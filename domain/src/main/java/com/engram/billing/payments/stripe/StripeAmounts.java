package com.engram.billing.payments.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Set;

/**
 * Converts amounts. Engram's are hundredths of the currency; Stripe's are its minor unit, which is a cent for the euro but
 * a whole yen. Stripe's table differs from ISO 4217: the Icelandic krona and the Ugandan shilling have no fractions, and
 * are written in hundredths; the Malagasy ariary is written in whole units.
 *
 * @see <a href="https://docs.stripe.com/currencies#minor-units">Minor units</a>
 */
final class StripeAmounts {

    private static final Set<String> ZERO_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    /** The last digit must be 0, which it always is for a whole number of hundredths. */
    private static final Set<String> THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmounts() {}

    /** Stripe's amount for Engram's. */
    static long toStripe(long cents, String currency) {
        return BigDecimal.valueOf(cents, 2)
                .movePointRight(decimals(currency))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Engram's amount for Stripe's. */
    static long fromStripe(long amount, String currency) {
        return BigDecimal.valueOf(amount, decimals(currency))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The ISO 4217 code in capitals; Stripe writes it in lowercase. */
    static String currencyCode(String currency) {
        return currency.toUpperCase(Locale.ROOT);
    }

    private static int decimals(String currency) {
        String code = currencyCode(currency);
        if (ZERO_DECIMALS.contains(code)) {
            return 0;
        }
        return THREE_DECIMALS.contains(code) ? 3 : 2;
    }
}
