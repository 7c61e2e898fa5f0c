package com.engram.inference.serving;

import com.engram.inference.model.Comparison;
import com.engram.inference.model.Interval;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.StoredFeatures;
import java.util.ArrayList;
import java.util.List;

/**
 * The response to an invocation with {@code task=compare}.
 *
 * @param images one per image of the request, in its order
 * @param pairs every pair of images
 * @param model the model that compared them
 */
record CompareResponse(List<Image> images, List<Pair> pairs, ScoreResponse.Model model) {
    /**
     * An image.
     *
     * @param score 0 to 1
     * @param interval the 90 % interval of its true hit rate
     * @param features to compare the image again without decoding it, base64
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Image(double score, List<Double> interval, byte[] features) {}

    /**
     * A pair of images.
     *
     * @param first the index of the first image
     * @param second the index of the second image, which is larger
     * @param difference the score of the first minus that of the second
     * @param interval the 90 % interval of the difference between their true hit rates
     * @param probability that the first is the more memorable
     */
    record Pair(int first, int second, double difference, List<Double> interval, double probability) {}

    static CompareResponse of(List<StoredFeatures> images, MemorabilityModel model) {
        List<Pair> pairs = new ArrayList<>();
        for (int first = 0; first < images.size(); first++) {
            for (int second = first + 1; second < images.size(); second++) {
                Comparison comparison = model.compare(images.get(first), images.get(second));
                pairs.add(new Pair(
                        first,
                        second,
                        comparison.difference(),
                        List.of(comparison.lower(), comparison.upper()),
                        comparison.probability()));
            }
        }
        return new CompareResponse(
                images.stream().map(image -> image(image, model)).toList(),
                pairs,
                new ScoreResponse.Model(
                        model.manifest().name(), model.manifest().version()));
    }

    private static Image image(StoredFeatures features, MemorabilityModel model) {
        Interval interval = model.interval(features);
        return new Image(
                clipped(model.score(features)),
                List.of(clipped(interval.lower()), clipped(interval.upper())),
                features.toBytes());
    }

    private static double clipped(double score) {
        return Math.max(0, Math.min(1, score));
    }
}
