/**
 * Why a use case refuses. A use case answers a sealed {@code Result}; the case {@code Refused} of it carries a
 * {@link com.engram.refusals.Refusal}.
 */
@NullMarked
package com.engram.refusals;

import org.jspecify.annotations.NullMarked;
