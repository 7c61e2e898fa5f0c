/**
 * Stripe as the payment processor, over its own library. Its types end here.
 */
@NullMarked
package com.engram.billing.stripe;

import org.jspecify.annotations.NullMarked;
