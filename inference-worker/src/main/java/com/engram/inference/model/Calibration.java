package com.engram.inference.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What held-out images taught about the score's errors; the numbers of a model's manifest.
 *
 * @param lower what to add to a score for the lower end of its interval
 * @param upper what to add for the upper end
 * @param centre mean of the pooled features over the training images
 * @param spread their standard deviation, per feature
 * @param farthest images whose distance (see {@link #distance}) is larger are unlike anything learnt from
 * @param drawn images that look drawn by more than this are unlike them, too, see {@link MemorabilityModel#drawn}
 * @param percentiles the score below which 0, 1 ... 100 percent of a large collection of photographs lie
 */
@JsonIgnoreProperties(ignoreUnknown = true) // what models of before knew of plain grounds
public record Calibration(
        double lower,
        double upper,
        List<Float> centre,
        List<Float> spread,
        double farthest,
        double drawn,
        List<Double> percentiles) {
    /** The root mean square of the standardised features of the last layer: about 1 for an image like those learnt from. */
    public double distance(float[] pooled) {
        double sum = 0;
        for (int i = 0; i < centre.size(); i++) {
            double z = (pooled[i] - centre.get(i)) / spread.get(i);
            sum += z * z;
        }
        return Math.sqrt(sum / centre.size());
    }

    /** The percentile, 0 to 100, of a score in the large collection. */
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
