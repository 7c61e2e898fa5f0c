package com.engram.inference.model;

/**
 * A 90 % interval of a hit rate.
 *
 * @param lower the lower end; not clipped to 0 to 1
 * @param upper the upper end; not clipped to 0 to 1
 */
public record Interval(double lower, double upper) {}
