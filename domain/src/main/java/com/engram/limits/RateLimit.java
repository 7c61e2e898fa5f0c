package com.engram.limits;

import java.time.Duration;

/**
 * How often something may be done. Permits are refilled evenly over the period.
 *
 * @param name what is counted, such as {@code sign-in}
 * @param capacity how many permits there are at most
 * @param period how long it takes to refill all permits
 */
public record RateLimit(String name, int capacity, Duration period) {}
