package com.engram.analysis.comparisons;

import java.util.UUID;

/**
 * An image in a comparison.
 *
 * @param analysis its current analysis when it was compared
 * @param score by the model that compared the images, 0..1; the score of the analysis may be by an earlier model
 * @param low lower end of the 90 % interval, 0..1
 * @param high upper end of the interval, 0..1
 * @param outOfDomain whether the image is unlike those on which the model was evaluated
 */
public record ComparedImage(
        UUID image, UUID analysis, String filename, double score, double low, double high, boolean outOfDomain) {}
