package com.engram.inference.model.network;

/**
 * The output of one of a network's nodes for one image.
 *
 * @param values channel after channel, each row by row from the top left
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record FeatureMap(float[] values, int channels, int rows, int columns) {}
