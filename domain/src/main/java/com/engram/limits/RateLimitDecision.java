package com.engram.limits;

import java.time.Duration;

/**
 * Whether something may be done now.
 *
 * @param allowed and counted, then
 * @param left how many more
 * @param pause until one more is allowed; zero if one is now
 */
public record RateLimitDecision(boolean allowed, long left, Duration pause) {}
