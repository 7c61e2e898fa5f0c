/**
 * Executes a POST with an Idempotency-Key once, and replays its response. Imports web and web.problems.
 */
@NullMarked
package com.engram.web.idempotency;

import org.jspecify.annotations.NullMarked;
