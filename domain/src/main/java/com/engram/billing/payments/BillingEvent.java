package com.engram.billing.payments;

import java.util.Optional;

/**
 * An event of the payment processor. Events arrive late, more than once, and in any order. So an event only says which
 * object to fetch again; its own copy of the object is ignored.
 *
 * @param id unique id of the event
 * @param type the processor's name of the type, such as {@code invoice.paid}
 * @param customerId the customer that it concerns, if any
 * @param subscriptionId the subscription that it is about, if any
 * @param invoiceId the invoice that it is about, if any
 */
public record BillingEvent(
        String id,
        String type,
        Optional<String> customerId,
        Optional<String> subscriptionId,
        Optional<String> invoiceId) {}
