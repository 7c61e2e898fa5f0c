package com.engram.plans;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** The currencies in which plans can be priced. */
final class Currencies {

    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toSet());

    /** Payment processors charge whole units only. The Malagasy ariary has fifths, which nobody charges. */
    private static final Set<String> WITHOUT_FRACTIONS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF",
            "XOF", "XPF");

    private Currencies() {}

    /** Whether a text is an ISO 4217 code. */
    static boolean isKnown(String code) {
        return KNOWN.contains(code);
    }

    /** Whether an amount in hundredths can be charged: in some currencies only whole units can. */
    static boolean isChargeable(long hundredths, String code) {
        return hundredths % 100 == 0 || !WITHOUT_FRACTIONS.contains(code);
    }
}
