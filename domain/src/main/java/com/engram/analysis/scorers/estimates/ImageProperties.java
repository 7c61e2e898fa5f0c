package com.engram.analysis.scorers.estimates;

/**
 * What a scorer found out about an image file.
 *
 * @param sha256 of the file, in hexadecimal
 * @param width in pixels, of the upright image
 * @param height in pixels, of the upright image
 * @param previewWidth in pixels
 * @param previewHeight in pixels
 */
public record ImageProperties(String sha256, int width, int height, int previewWidth, int previewHeight) {}
