package com.engram.inference.training;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images that the tests draw themselves. */
public final class TestImages {
    private TestImages() {}

    /** A JPEG file: red on the left, blue on the right. */
    public static byte[] jpeg(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(30, 60, 200));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(220, 30, 30));
        graphics.fillRect(0, 0, width / 2, height);
        graphics.dispose();
        return encoded(image, "jpg");
    }

    /** The image as a file of that format, such as png. */
    public static byte[] encoded(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, format, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
