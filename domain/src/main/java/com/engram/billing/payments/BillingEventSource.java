package com.engram.billing.payments;

import java.util.Optional;

/** Events that the payment processor sends, and the invoices that they are about. */
public interface BillingEventSource {

    /**
     * Verifies and reads an event. Does not call the processor.
     *
     * @param signature the signature that came with the body
     * @return empty if the signature is wrong or too old, or the body is not an event
     */
    Optional<BillingEvent> parseEvent(String body, String signature);

    /** An invoice in its current state. */
    ProcessorInvoice getInvoice(String invoiceId);
}
