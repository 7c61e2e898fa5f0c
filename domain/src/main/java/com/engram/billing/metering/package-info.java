/**
 * Reports usage beyond the plan's allowance to the payment processor.
 */
@NullMarked
package com.engram.billing.metering;

import org.jspecify.annotations.NullMarked;
