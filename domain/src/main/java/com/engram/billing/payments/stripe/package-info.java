/**
 * Stripe as the payment processor. Stripe's own types and exceptions stay in this package. May import
 * {@code billing.payments} and what it may import; nothing imports this package.
 */
@NullMarked
package com.engram.billing.payments.stripe;

import org.jspecify.annotations.NullMarked;
