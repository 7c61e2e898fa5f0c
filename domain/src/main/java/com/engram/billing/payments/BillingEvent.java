package com.engram.billing.payments;

import java.util.Optional;

/**
 * Something that the payment processor tells us. It says what to look at anew; what it says of it is not believed,
 * because notices come late, twice, and in any order.
 *
 * @param id unique
 * @param type the processor's word for what happened
 * @param customer whom it concerns; empty if nobody in particular
 */
public record BillingEvent(
        String id, String type, Optional<String> customer, Optional<String> agreement, Optional<String> bill) {}
