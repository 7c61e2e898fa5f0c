package com.engram.billing;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Amounts as people read them. */
public final class MoneyFormat {

    private MoneyFormat() {}

    /** Such as {@code €29.00}; cents are hundredths of the currency, whatever it is. */
    public static String text(long cents, String currency) {
        Currency known = Currency.getInstance(currency.toUpperCase(Locale.ROOT));
        return format(cents, known, known.getDefaultFractionDigits());
    }

    /** As on a price tag: {@code €29} if nothing stands behind the point, else {@code €29.50}. */
    public static String tag(long cents, String currency) {
        return cents % 100 == 0
                ? format(cents, Currency.getInstance(currency.toUpperCase(Locale.ROOT)), 0)
                : text(cents, currency);
    }

    private static String format(long cents, Currency currency, int fractionDigits) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.UK);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(fractionDigits);
        format.setMaximumFractionDigits(fractionDigits);
        return format.format(BigDecimal.valueOf(cents, 2));
    }
}
