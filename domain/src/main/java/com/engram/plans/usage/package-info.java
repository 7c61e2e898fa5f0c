/**
 * A tenant's allowance per period: images used, reserved and granted. May import {@code plans} and what it may import.
 */
@NullMarked
package com.engram.plans.usage;

import org.jspecify.annotations.NullMarked;
