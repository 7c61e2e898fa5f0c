/**
 * Stripe as the payment processor.
 */
@NullMarked
package com.engram.billing.payments.stripe;

import org.jspecify.annotations.NullMarked;
