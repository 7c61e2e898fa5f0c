/**
 * How often something may be done. All servers count together.
 */
@NullMarked
package com.engram.limits;

import org.jspecify.annotations.NullMarked;
