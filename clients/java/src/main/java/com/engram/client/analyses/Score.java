package com.engram.client.analyses;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How memorable an image is.
 *
 * @param value the expected share of viewers who recognise the image, 0..1
 * @param outOf10 the same in points of ten
 * @param percentile the share of photographs with a lower score, in percent; null in a comparison
 * @param interval the lower and the upper end of the 90 % interval of the value
 * @param outOfDomain whether the image is unlike those on which the model was trained
 */
public record Score(
        double value, double outOf10, @Nullable Double percentile, List<Double> interval, boolean outOfDomain) {}
