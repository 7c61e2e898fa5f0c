package com.engram.billing.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * An invoice as the payment processor has it now.
 *
 * @param id the processor's id of the invoice
 * @param customerId the processor's id of the tenant
 * @param subscriptionId the processor's id of the subscription that it is for, if any
 * @param state {@code draft}, {@code open}, {@code paid}, {@code void} or {@code uncollectible}
 * @param amountCents hundredths of the currency
 * @param currency ISO 4217 code
 * @param pageUrl where the invoice can be read and paid
 */
public record ProcessorInvoice(
        String id,
        Optional<String> customerId,
        Optional<String> subscriptionId,
        String number,
        String description,
        String state,
        long amountCents,
        String currency,
        Instant issuedAt,
        Optional<Instant> paidAt,
        Optional<String> pageUrl) {}
