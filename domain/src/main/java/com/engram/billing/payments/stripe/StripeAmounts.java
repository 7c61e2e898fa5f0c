package com.engram.billing.payments.stripe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/** Our amounts are hundredths of the currency; Stripe's are its smallest coin, which a yen is and a cent. */
final class StripeAmounts {

    private StripeAmounts() {}

    /** Ours as Stripe's. */
    static long coins(long cents, String currency) {
        return BigDecimal.valueOf(cents, 2)
                .movePointRight(digits(currency))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Stripe's as ours. */
    static long cents(long coins, String currency) {
        return BigDecimal.valueOf(coins, digits(currency))
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Stripe's name of a currency as ours. */
    static String code(String currency) {
        return currency.toUpperCase(Locale.ROOT);
    }

    private static int digits(String currency) {
        return Currency.getInstance(code(currency)).getDefaultFractionDigits();
    }
}
