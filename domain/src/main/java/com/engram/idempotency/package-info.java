/**
 * The responses that were given under an Idempotency-Key, and the claims of requests that are being executed. May import
 * {@code people.credentials}, {@code tenancy} and {@code database}.
 */
@NullMarked
package com.engram.idempotency;

import org.jspecify.annotations.NullMarked;
