/**
 * Handles each event of the payment processor once. May import all other packages of billing but the Stripe adapter.
 */
@NullMarked
package com.engram.billing.events;

import org.jspecify.annotations.NullMarked;
