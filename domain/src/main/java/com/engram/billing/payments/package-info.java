/**
 * The port to a payment processor, and billing without one.
 */
@NullMarked
package com.engram.billing.payments;

import org.jspecify.annotations.NullMarked;
