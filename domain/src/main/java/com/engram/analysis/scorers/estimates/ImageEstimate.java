package com.engram.analysis.scorers.estimates;

/**
 * The score of a compared image.
 *
 * @param score 0..1
 * @param low lower end of the 90 % interval of the true hit rate, 0..1
 * @param high upper end of the interval, 0..1
 * @param features to compare the image again by the same model
 */
public record ImageEstimate(double score, double low, double high, ImageFeatures features) {}
