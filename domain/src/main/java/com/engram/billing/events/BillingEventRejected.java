package com.engram.billing.events;

import com.engram.billing.payments.ParsedEvent;

/** A request to the payment processor's webhook was not trusted. Fired once for each such request. */
public record BillingEventRejected(ParsedEvent.Reason reason) {}
