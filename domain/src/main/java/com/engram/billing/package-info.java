/**
 * A tenant's subscription: its state, its life cycle and the emails about it. Without a payment processor the operator
 * assigns plans and records invoices. With one, the processor's state is authoritative and subscriptions are synchronized
 * with it. This package may import {@code billing.payments}, {@code plans} and {@code mail}, but no other package of
 * billing.
 */
@NullMarked
package com.engram.billing;

import org.jspecify.annotations.NullMarked;
