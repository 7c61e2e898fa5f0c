package com.engram.analysis.scorers.estimates;

/**
 * A variant compared with its original, as a model estimates it.
 *
 * @param score of the variant, 0..1
 * @param low lower end of the 90 % interval of its true hit rate
 * @param high upper end of the interval
 * @param difference the score of the variant minus that of the original, -1..1
 * @param differenceLow lower end of the 90 % interval of the difference between the true hit rates
 * @param differenceHigh upper end of the interval
 * @param probability that the variant is the more memorable, 0..1
 */
public record VariantEstimate(
        double score,
        double low,
        double high,
        double difference,
        double differenceLow,
        double differenceHigh,
        double probability) {}
