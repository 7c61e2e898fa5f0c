package com.engram.inference.model;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * How pixels become the network's input. Part of the model's version: the same weights on other input are another model.
 *
 * @param side the image is brought to about {@code side * side} pixels, whole and in its own shape, sides multiples of 32
 * @param mean per channel (red, green, blue), of values in 0..1
 * @param deviation per channel
 */
public record Preprocessing(int side, List<Float> mean, List<Float> deviation) {
    /** What networks pre-trained on ImageNet expect. */
    public static Preprocessing imageNet(int side) {
        return new Preprocessing(side, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));
    }

    /** Writes the pixels (three bytes each, red first) plane by plane, from the buffer's start. */
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

    /** What each of a channel's 256 levels becomes. */
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
