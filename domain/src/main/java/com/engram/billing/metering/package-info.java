/**
 * Reports images beyond the allowance to the payment processor. May import {@code billing}, {@code billing.payments} and
 * {@code plans.usage}.
 */
@NullMarked
package com.engram.billing.metering;

import org.jspecify.annotations.NullMarked;
