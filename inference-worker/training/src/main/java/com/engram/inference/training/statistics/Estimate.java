package com.engram.inference.training.statistics;

/**
 * A figure with its 95 % interval.
 *
 * @param value the figure on all images
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 */
public record Estimate(double value, double low, double high) {}
