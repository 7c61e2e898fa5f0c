/**
 * What a tenant has used, reserved, and is still allowed in the current period.
 */
@NullMarked
package com.engram.plans.usage;

import org.jspecify.annotations.NullMarked;
