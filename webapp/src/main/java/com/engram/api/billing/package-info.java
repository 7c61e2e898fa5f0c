/**
 * The API's resources for usage and plan, and Stripe's webhook.
 */
@NullMarked
package com.engram.api.billing;

import org.jspecify.annotations.NullMarked;
