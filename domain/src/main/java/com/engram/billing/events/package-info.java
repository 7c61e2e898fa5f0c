/**
 * Handles the payment processor's events, each exactly once.
 */
@NullMarked
package com.engram.billing.events;

import org.jspecify.annotations.NullMarked;
