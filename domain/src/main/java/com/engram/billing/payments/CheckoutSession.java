package com.engram.billing.payments;

import java.net.URI;

/** A page of the payment processor where a plan can be bought. */
public record CheckoutSession(String id, URI page) {}
