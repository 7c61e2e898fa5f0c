package com.engram.inference.training.heads;

import com.engram.inference.training.data.RatedImage;
import java.util.List;

/** What a kernel regression predicts. */
public final class RegressionTargets {
    /** How much of a false alarm counts against a hit; see decision 109. */
    public static final double FALSE_ALARM_WEIGHT = 0.5;

    private RegressionTargets() {}

    /**
     * The hit rates, minus a part of the deviation of the false alarm rates from their mean: an image that looks familiar gets hits
     * without being remembered. An unknown false alarm rate counts as the mean.
     *
     * @param falseAlarmWeight the part; 0 for the hit rates alone
     * @return one target between 0 and 1 per image
     */
    public static double[] of(List<RatedImage> images, double falseAlarmWeight) {
        double mean = images.stream()
                .mapToDouble(RatedImage::falseAlarmRate)
                .filter(rate -> !Double.isNaN(rate))
                .average()
                .orElse(0);
        return images.stream()
                .mapToDouble(image -> Double.isNaN(image.falseAlarmRate())
                        ? image.hitRate()
                        : image.hitRate() - falseAlarmWeight * (image.falseAlarmRate() - mean))
                .map(target -> Math.max(0, Math.min(1, target)))
                .toArray();
    }
}
