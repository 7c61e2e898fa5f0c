/**
 * The life of a subscription: checkout, changes of plan, grace period, and end.
 */
@NullMarked
package com.engram.billing.subscriptions;

import org.jspecify.annotations.NullMarked;
