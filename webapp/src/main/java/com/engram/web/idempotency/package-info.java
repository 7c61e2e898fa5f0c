/**
 * Idempotency-Key: a repeated POST gets the first response again.
 */
@NullMarked
package com.engram.web.idempotency;

import org.jspecify.annotations.NullMarked;
