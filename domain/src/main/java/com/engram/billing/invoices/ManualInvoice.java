package com.engram.billing.invoices;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/**
 * An invoice that was sent outside of Engram.
 *
 * @param number 1 to 60 characters
 * @param description 1 to 300 characters
 * @param amountCents hundredths of the currency, 0 or more
 * @param currency ISO 4217 code
 */
public record ManualInvoice(String number, String description, long amountCents, String currency, LocalDate issuedOn) {

    private static final int MAX_NUMBER = 60;
    private static final int MAX_DESCRIPTION = 300;
    private static final long MAX_CENTS = 100_000_000_00L;

    /** The first field that is invalid, as a sentence that starts with its name; empty if all are valid. */
    public Optional<String> findProblem() {
        if (number.isBlank() || number.length() > MAX_NUMBER) {
            return Optional.of("number must have 1 to 60 characters.");
        }
        if (description.isBlank() || description.length() > MAX_DESCRIPTION) {
            return Optional.of("description must have 1 to 300 characters.");
        }
        if (amountCents < 0 || amountCents > MAX_CENTS) {
            return Optional.of("amountCents must be 0 or more.");
        }
        return Currency.getAvailableCurrencies().stream()
                        .anyMatch(known -> known.getCurrencyCode().equals(currency))
                ? Optional.empty()
                : Optional.of("currency must be an ISO 4217 code such as \"EUR\".");
    }
}
