package com.engram.analysis.scorers.estimates;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        double probability) {

    /** The estimate in the columns of a table; empty if any of them is null, because the variant was not scored. */
    public static Optional<VariantEstimate> ofColumns(
            @Nullable Double score,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            @Nullable Double probability) {
        return score == null
                        || low == null
                        || high == null
                        || difference == null
                        || differenceLow == null
                        || differenceHigh == null
                        || probability == null
                ? Optional.empty()
                : Optional.of(
                        new VariantEstimate(score, low, high, difference, differenceLow, differenceHigh, probability));
    }
}
