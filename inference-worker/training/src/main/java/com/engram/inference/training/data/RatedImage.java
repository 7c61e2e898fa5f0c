package com.engram.inference.training.data;

import java.nio.file.Path;
import java.util.List;

/**
 * An image with the hit rate that a recognition memory experiment measured.
 *
 * @param hitRate the share of viewers who recognised the image, 0 to 1
 * @param category such as {@code animal}; empty if unknown
 * @param group the subcategory, or the file itself if there is none; a split never separates the images of a group
 */
public record RatedImage(Path file, double hitRate, String category, String group) {
    /** The hit rates of the images, in their order. */
    public static double[] hitRates(List<RatedImage> images) {
        return images.stream().mapToDouble(RatedImage::hitRate).toArray();
    }
}
