package com.engram.limits;

import java.time.Duration;

/**
 * Whether something may be done now.
 *
 * @param allowed whether a permit was consumed
 * @param remaining how many permits remain
 * @param retryAfter how long to wait for the next permit; zero if one remains
 */
public record RateLimitDecision(boolean allowed, long remaining, Duration retryAfter) {}
