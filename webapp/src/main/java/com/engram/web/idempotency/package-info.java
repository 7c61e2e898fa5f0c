/**
 * Executes a POST with an Idempotency-Key once, and replays its response. Imports web, web.json, and web.problems.
 */
@NullMarked
package com.engram.web.idempotency;

import org.jspecify.annotations.NullMarked;
