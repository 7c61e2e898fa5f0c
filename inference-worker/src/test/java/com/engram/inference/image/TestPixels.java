package com.engram.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Assertions about decoded pixels. */
public final class TestPixels {
    private TestPixels() {}

    /** Asserts the colour at a position, given as fractions of width and height. */
    public static void assertColour(
            DecodedImage image, double x, double y, int red, int green, int blue, int tolerance) {
        Pixels pixels = image.scaled().get(0);
        int at = 3 * ((int) (y * pixels.height()) * pixels.width() + (int) (x * pixels.width()));
        assertThat(pixels.rgb()[at] & 0xFF).as("red at %s %s", x, y).isCloseTo(red, within(tolerance));
        assertThat(pixels.rgb()[at + 1] & 0xFF).as("green at %s %s", x, y).isCloseTo(green, within(tolerance));
        assertThat(pixels.rgb()[at + 2] & 0xFF).as("blue at %s %s", x, y).isCloseTo(blue, within(tolerance));
    }
}
