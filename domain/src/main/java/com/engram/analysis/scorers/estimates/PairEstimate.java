package com.engram.analysis.scorers.estimates;

/**
 * Which of two images is the more memorable, as a model estimates it.
 *
 * @param first the index of the first image, from 0
 * @param second the index of the second image, which is larger
 * @param difference the score of the first minus that of the second, -1..1
 * @param low lower end of the 90 % interval of the difference between the true hit rates
 * @param high upper end of the interval
 * @param probability that the true hit rate of the first image is the higher one, 0..1
 */
public record PairEstimate(int first, int second, double difference, double low, double high, double probability) {}
