package com.engram.inference.model.network;

/**
 * The output of a node of a network for one image.
 *
 * @param values channel by channel, each row by row from the top left
 * @param channels the number of channels
 * @param rows the number of rows
 * @param columns the number of columns
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record FeatureMap(float[] values, int channels, int rows, int columns) {}
