/**
 * The ports to a payment processor and their values. May import {@code plans} and {@code tenancy}.
 */
@NullMarked
package com.engram.billing.payments;

import org.jspecify.annotations.NullMarked;
