package com.engram.inference.scoring;

import com.engram.inference.model.Heatmap;
import com.engram.inference.model.StoredFeatures;
import java.util.Optional;

/**
 * The memorability score of an image.
 *
 * @param value the expected share of viewers who recognise the image, 0 to 1
 * @param lower the lower end of the 90 % interval of the true hit rate; of older models, that of a measured hit rate
 * @param upper the upper end of that interval
 * @param percentile the percentile among photographs, 0 to 100
 * @param outOfDomain whether the image differs from the training images so much that the score is unreliable
 * @param pooled the features from which the score was computed
 * @param features what the model keeps to compare the image later; empty if the model cannot compare images, or the image shows nothing
 * @param map the exact decomposition of the unclipped score
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Score(
        double value,
        double lower,
        double upper,
        double percentile,
        boolean outOfDomain,
        float[] pooled,
        Optional<StoredFeatures> features,
        Heatmap map) {
    /** The score of an image that shows nothing: it may be anything, no part contributes more than another, and it is not compared. */
    Score ofEmptyImage() {
        return new Score(value, 0, 1, percentile, true, pooled, Optional.empty(), map.flattened());
    }
}
