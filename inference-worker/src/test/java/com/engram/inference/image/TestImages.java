package com.engram.inference.image;

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

    /** A blue image with a red left half and a white disc. */
    public static BufferedImage scene(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(30, 60, 200));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(220, 30, 30));
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(width / 3, height / 3, width / 4, height / 4);
        graphics.dispose();
        return image;
    }

    /** The scene as a JPEG file. */
    public static byte[] jpeg(int width, int height) {
        return encoded(scene(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    /** The scene as a PNG file. */
    public static byte[] png(int width, int height) {
        return encoded(scene(width, height, BufferedImage.TYPE_INT_RGB), "png");
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

    /** The JPEG file with an EXIF segment that declares the orientation. */
    public static byte[] oriented(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] out = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, out, 0, 2);
        System.arraycopy(exif, 0, out, 2, exif.length);
        System.arraycopy(jpeg, 2, out, 2 + exif.length, jpeg.length - 2);
        return out;
    }
}
