package com.engram.launcher.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * JPEG files of 3 to 12 megapixels in any number: twelve drawn scenes, with a different comment in each file, so that every
 * file is decoded and scored, and none counts as the same bytes.
 */
final class SamplePhotographs {

    private static final int SCENES = 12;
    private static final int SMALLEST_MEGAPIXELS = 3;
    private static final double STEP_MEGAPIXELS = 9.0 / (SCENES - 1);

    private final List<byte[]> scenes = new ArrayList<>();

    SamplePhotographs() throws IOException {
        for (int scene = 0; scene < SCENES; scene++) {
            double pixels = (SMALLEST_MEGAPIXELS + scene * STEP_MEGAPIXELS) * 1e6;
            int width = (int) Math.round(Math.sqrt(pixels * 4 / 3));
            scenes.add(draw(width, width * 3 / 4, new Random(scene)));
        }
    }

    /** The file with a number. */
    byte[] file(int number) {
        byte[] scene = scenes.get(number % SCENES);
        byte[] comment =
                "Engram bench %d %d".formatted(number, System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(scene.length + comment.length + 4)
                .put(scene, 0, 2)
                .put((byte) 0xff)
                .put((byte) 0xfe)
                .putShort((short) (comment.length + 2))
                .put(comment)
                .put(scene, 2, scene.length - 2)
                .array();
    }

    private static byte[] draw(int width, int height, Random random) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
        graphics.fillRect(0, 0, width, height);
        for (int shape = 0; shape < 400; shape++) {
            graphics.setPaint(colour(random));
            int size = 20 + random.nextInt(width / 6);
            graphics.fillOval(random.nextInt(width), random.nextInt(height), size, size * 2 / 3);
        }
        graphics.dispose();
        for (int speck = 0; speck < width * height / 8; speck++) {
            picture.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt(1 << 24));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpg", file);
        return file.toByteArray();
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(1 << 24));
    }
}
