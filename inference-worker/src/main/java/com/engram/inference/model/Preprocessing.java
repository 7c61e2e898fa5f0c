package com.engram.inference.model;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * How pixels become the network's input. Part of the model's version: the same weights on other input are another model.
 *
 * @param side the picture is brought to about {@code side * side} pixels, whole and in its own shape, sides multiples of 32
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
        int pixels = rgb.length / 3;
        for (int c = 0; c < 3; c++) {
            float scale = 1 / (255 * deviation.get(c));
            float shift = -mean.get(c) / deviation.get(c);
            for (int i = 0; i < pixels; i++) {
                planes.put(c * pixels + i, (rgb[3 * i + c] & 0xFF) * scale + shift);
            }
        }
    }
}
