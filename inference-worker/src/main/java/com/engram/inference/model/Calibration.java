package com.engram.inference.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The part of a model's manifest that turns an unclipped score into an interval, a percentile and an out-of-domain flag.
 *
 * @param lower what to add to a score for the lower end of its 90 % interval
 * @param upper what to add to a score for the upper end of its 90 % interval
 * @param centre the mean of each feature of the last layer over the training images
 * @param spread the standard deviation of each feature of the last layer over the training images
 * @param farthest images with a larger {@link #distance} are out of domain
 * @param drawn images with a larger {@link MemorabilityModel#drawn} are out of domain
 * @param percentiles the scores at the percentiles 0, 1 ... 100 of a large collection of photographs
 */
@JsonIgnoreProperties(ignoreUnknown = true) // Manifests of older models have further fields.
public record Calibration(
        double lower,
        double upper,
        List<Float> centre,
        List<Float> spread,
        double farthest,
        double drawn,
        List<Double> percentiles) {
    /**
     * The root mean square of the standardised features of the last layer, which is about 1 for images like the training images.
     *
     * @param pooled the features of all layers; those of the last layer come first
     */
    public double distance(float[] pooled) {
        double sum = 0;
        for (int i = 0; i < centre.size(); i++) {
            double z = (pooled[i] - centre.get(i)) / spread.get(i);
            sum += z * z;
        }
        return Math.sqrt(sum / centre.size());
    }

    /** The percentile of a score in the large collection, 0 to 100. */
    public double percentile(double score) {
        int above = 0;
        while (above < percentiles.size() && percentiles.get(above) < score) {
            above++;
        }
        if (above == 0 || above == percentiles.size()) {
            return above == 0 ? 0 : 100;
        }
        double low = percentiles.get(above - 1);
        double high = percentiles.get(above);
        return above - 1 + (score - low) / (high - low);
    }
}
