/**
 * Changes subscriptions: buying, changing and ending a plan, grace periods, and synchronization with the payment processor.
 * May import {@code billing}, {@code billing.payments} and {@code billing.metering}.
 */
@NullMarked
package com.engram.billing.subscriptions;

import org.jspecify.annotations.NullMarked;
