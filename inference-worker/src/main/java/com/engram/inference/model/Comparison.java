package com.engram.inference.model;

/**
 * Which of two images is the more memorable.
 *
 * @param difference the score of the first minus that of the second
 * @param lower the lower end of the 90 % interval of the difference between the true hit rates
 * @param upper the upper end of that interval
 * @param probability that the true hit rate of the first image is the higher one; 0.5 for two equal images
 */
public record Comparison(double difference, double lower, double upper, double probability) {}
