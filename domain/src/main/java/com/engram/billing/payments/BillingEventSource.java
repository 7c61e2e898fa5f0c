package com.engram.billing.payments;

/** Events that the payment processor sends, and the invoices that they are about. */
public interface BillingEventSource {

    /**
     * Verifies and reads an event. Does not call the processor.
     *
     * @param signature the signature that came with the body; empty if none did
     */
    ParsedEvent parseEvent(String body, String signature);

    /** An invoice in its current state. */
    ProcessorInvoice getInvoice(String invoiceId);
}
