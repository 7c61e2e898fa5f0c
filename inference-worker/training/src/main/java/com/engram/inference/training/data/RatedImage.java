package com.engram.inference.training.data;

import java.nio.file.Path;
import java.util.List;

/**
 * An image with the hit rate that a recognition memory experiment measured.
 *
 * @param hitRate the share of viewers who recognised the image, 0 to 1
 * @param category such as {@code animal}; empty if unknown
 * @param group the subcategory, or the file itself if there is none; a split never separates the images of a group
 * @param answers the number of answers of which the hit rate is the mean; 0 if it is unknown
 * @param falseAlarmRate the share of viewers who believed to recognise the image when they saw it for the first time; NaN if it is
 *     unknown
 */
public record RatedImage(Path file, double hitRate, String category, String group, int answers, double falseAlarmRate) {
    /** An image of which only the hit rate is known. */
    public RatedImage(Path file, double hitRate, String category, String group) {
        this(file, hitRate, category, group, 0, Double.NaN);
    }

    /** The hit rates of the images, in their order. */
    public static double[] hitRates(List<RatedImage> images) {
        return images.stream().mapToDouble(RatedImage::hitRate).toArray();
    }
}
