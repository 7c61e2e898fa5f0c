package com.engram.inference.serving;

import com.engram.inference.model.Manifest;
import com.engram.inference.scoring.Score;
import com.engram.inference.scoring.Variants;
import com.engram.inference.scoring.Variants.ScoredVariant;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response to an invocation with {@code task=variants}.
 *
 * @param score of the image, 0 to 1
 * @param interval the 90 % interval of its true hit rate
 * @param variants in the order of the request
 * @param model the model that scored them
 */
record VariantsResponse(double score, List<Double> interval, List<Result> variants, ScoreResponse.Model model) {
    /**
     * A variant.
     *
     * @param width in pixels, as far as the image was decoded
     * @param height in pixels
     * @param score 0 to 1; like all that follow, absent if the variant shows nothing
     * @param interval the 90 % interval of its true hit rate
     * @param difference the score of the variant minus that of the image
     * @param differenceInterval the 90 % interval of the difference between their true hit rates
     * @param probability that the variant is the more memorable
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int width,
            int height,
            @Nullable Double score,
            @Nullable List<Double> interval,
            @Nullable Double difference,
            @Nullable List<Double> differenceInterval,
            @Nullable Double probability) {}

    static VariantsResponse of(Variants scored, Manifest model) {
        Score original = scored.original();
        return new VariantsResponse(
                original.value(),
                List.of(original.lower(), original.upper()),
                scored.variants().stream().map(VariantsResponse::result).toList(),
                new ScoreResponse.Model(model.name(), model.version()));
    }

    private static Result result(ScoredVariant variant) {
        return variant.score()
                .flatMap(score -> variant.comparison()
                        .map(comparison -> new Result(
                                variant.width(),
                                variant.height(),
                                score.value(),
                                List.of(score.lower(), score.upper()),
                                comparison.difference(),
                                List.of(comparison.lower(), comparison.upper()),
                                comparison.probability())))
                .orElseGet(() -> new Result(variant.width(), variant.height(), null, null, null, null, null));
    }
}
