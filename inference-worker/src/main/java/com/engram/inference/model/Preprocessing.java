package com.engram.inference.model;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * How pixels become the input of the network. It is part of the model's version.
 *
 * @param side images are scaled to about {@code side * side} pixels, see {@link com.engram.inference.image.InputSize}
 * @param mean the mean of each channel (red, green, blue), for values from 0 to 1
 * @param deviation the standard deviation of each channel
 */
public record Preprocessing(int side, List<Float> mean, List<Float> deviation) {
    /** The preprocessing of networks that are pre-trained on ImageNet. */
    public static Preprocessing imageNet(int side) {
        return new Preprocessing(side, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
    }

    /**
     * Writes standardised pixels.
     *
     * @param rgb three bytes per pixel, red first
     * @param planes receives the three channels one after the other, from index 0
     */
    public void write(byte[] rgb, FloatBuffer planes) {
        float[] plane = new float[rgb.length / 3];
        for (int c = 0; c < 3; c++) {
            float[] values = values(c);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = values[rgb[3 * i + c] & 0xFF];
            }
            planes.put(c * plane.length, plane);
        }
    }

    /** A lookup table for the 256 levels of a channel. */
    private float[] values(int channel) {
        float scale = 1 / (255 * deviation.get(channel));
        float shift = -mean.get(channel) / deviation.get(channel);
        float[] values = new float[256];
        for (int level = 0; level < values.length; level++) {
            values[level] = level * scale + shift;
        }
        return values;
    }
}
