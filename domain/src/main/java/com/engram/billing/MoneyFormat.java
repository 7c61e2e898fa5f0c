package com.engram.billing;

import com.engram.language.Language;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Formats amounts for people. */
public final class MoneyFormat {

    private MoneyFormat() {}

    /** An amount in English, such as {@code €29.00}. Cents are hundredths of any currency. */
    public static String format(long cents, String currency) {
        return format(cents, currency, Language.ENGLISH);
    }

    /** An amount as the language writes it, such as {@code 29,00 €}. Cents are hundredths of any currency. */
    public static String format(long cents, String currency, Language language) {
        Currency known = currency(currency);
        return format(cents, known, known.getDefaultFractionDigits(), language);
    }

    /** A price in English such as {@code €29}, or {@code €29.50} if it is not a whole number. */
    public static String formatPrice(long cents, String currency) {
        return formatPrice(cents, currency, Language.ENGLISH);
    }

    /** A price as the language writes it, without decimals if it is a whole number. */
    public static String formatPrice(long cents, String currency, Language language) {
        return cents % 100 == 0 ? format(cents, currency(currency), 0, language) : format(cents, currency, language);
    }

    private static Currency currency(String code) {
        return Currency.getInstance(code.toUpperCase(Locale.ROOT));
    }

    private static String format(long cents, Currency currency, int fractionDigits, Language language) {
        NumberFormat format = NumberFormat.getCurrencyInstance(language.formats());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(fractionDigits);
        format.setMaximumFractionDigits(fractionDigits);
        return format.format(BigDecimal.valueOf(cents, 2));
    }
}
