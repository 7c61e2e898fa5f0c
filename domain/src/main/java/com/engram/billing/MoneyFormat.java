package com.engram.billing;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Formats amounts for people. */
public final class MoneyFormat {

    private MoneyFormat() {}

    /** An amount such as {@code €29.00}. Cents are hundredths of any currency. */
    public static String format(long cents, String currency) {
        Currency known = currency(currency);
        return format(cents, known, known.getDefaultFractionDigits());
    }

    /** A price such as {@code €29}, or {@code €29.50} if it is not a whole number. */
    public static String formatPrice(long cents, String currency) {
        return cents % 100 == 0 ? format(cents, currency(currency), 0) : format(cents, currency);
    }

    private static Currency currency(String code) {
        return Currency.getInstance(code.toUpperCase(Locale.ROOT));
    }

    private static String format(long cents, Currency currency, int fractionDigits) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.UK);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(fractionDigits);
        format.setMaximumFractionDigits(fractionDigits);
        return format.format(BigDecimal.valueOf(cents, 2));
    }
}
