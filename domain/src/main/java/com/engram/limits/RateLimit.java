package com.engram.limits;

import java.time.Duration;

/**
 * So many in so long; what was used comes back evenly.
 *
 * @param name says what is counted: {@code login}
 * @param most how many at once
 * @param period how long until all have come back
 */
public record RateLimit(String name, int most, Duration period) {}
