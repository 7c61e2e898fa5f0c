package com.engram.billing.payments;

/**
 * A payment processor. Where a class takes an {@code Optional} of this or of one of its parts, empty means that none is
 * configured: the operator assigns plans and records invoices, and nothing is sold online.
 *
 * <p>Every method calls the processor over the network and may throw {@link PaymentsUnavailableException}. Engram never
 * sees a card number.
 */
public interface Payments extends Checkouts, ProcessorSubscriptions, PriceCatalog, UsageMeter, BillingEventSource {}
