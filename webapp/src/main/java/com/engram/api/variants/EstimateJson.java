package com.engram.api.variants;

import static com.engram.api.variants.EditJson.rounded;

import com.engram.analysis.scorers.estimates.VariantEstimate;
import java.util.List;

/**
 * The estimated score of a variant and its difference to the image; nothing of it was measured on people.
 *
 * @param score expected hit rate, 0..1
 * @param outOf10 the score in points of ten
 * @param interval the 90 % interval of the true hit rate
 * @param difference the score minus that of the image
 * @param differenceInterval the 90 % interval of the true difference
 * @param probability that the variant is the more memorable, 0..1
 */
public record EstimateJson(
        double score,
        double outOf10,
        List<Double> interval,
        double difference,
        List<Double> differenceInterval,
        double probability) {

    static EstimateJson of(VariantEstimate estimate) {
        return new EstimateJson(
                rounded(estimate.score()),
                Math.round(estimate.score() * 100) / 10.0,
                List.of(rounded(estimate.low()), rounded(estimate.high())),
                rounded(estimate.difference()),
                List.of(rounded(estimate.differenceLow()), rounded(estimate.differenceHigh())),
                rounded(estimate.probability()));
    }
}
