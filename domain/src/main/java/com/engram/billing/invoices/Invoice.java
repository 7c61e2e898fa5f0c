package com.engram.billing.invoices;

import com.engram.billing.MoneyFormat;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An invoice to a tenant.
 *
 * @param state {@code draft}, {@code open}, {@code paid}, {@code void} or {@code uncollectible}
 * @param amountCents hundredths of the currency
 * @param currency ISO 4217 code
 * @param pageUrl where the payment processor shows the invoice; empty for a manual invoice
 * @param isManual whether the operator recorded it
 */
public record Invoice(
        UUID id,
        String number,
        String description,
        String state,
        long amountCents,
        String currency,
        Instant issuedAt,
        Optional<Instant> paidAt,
        Optional<String> pageUrl,
        boolean isManual) {

    /** The amount for people, such as {@code €29.00}. */
    public String amount() {
        return MoneyFormat.format(amountCents, currency);
    }
}
