package com.engram.launcher;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small generated JPEG images. Each number gives a different image, and always the same one. */
final class GeneratedImages {

    private GeneratedImages() {}

    static byte[] jpeg(int number) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        for (int block = 0; block < 48; block++) {
            int colour = random.nextInt(1 << 24);
            int left = block % 8 * 40;
            int top = block / 8 * 40;
            for (int i = 0; i < 40 * 40; i++) {
                image.setRGB(left + i % 40, top + i / 40, colour);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
