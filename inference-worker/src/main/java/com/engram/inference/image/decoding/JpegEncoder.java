package com.engram.inference.image.decoding;

import com.engram.inference.image.Derivative;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.opencv.core.Mat;

/**
 * Writes previews with the JDK's encoder: the same bytes as OpenCV's, whose build for Java lacks the vector instructions that
 * most systems' libjpeg has, and takes twice the time.
 */
final class JpegEncoder {
    private static final float QUALITY = 0.86f;

    private JpegEncoder() {}

    static Derivative write(Mat bgr) {
        BufferedImage image = new BufferedImage(bgr.cols(), bgr.rows(), BufferedImage.TYPE_3BYTE_BGR);
        bgr.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(QUALITY);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), options);
        } catch (IOException e) {
            throw new UncheckedIOException("A JPEG of " + bgr.size() + " cannot be written", e);
        } finally {
            writer.dispose();
        }
        return new Derivative(bgr.cols(), bgr.rows(), jpeg.toByteArray());
    }
}
