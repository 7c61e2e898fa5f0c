package com.engram.inference.image.decoding;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.headers.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Decodes with ImageIO what OpenCV cannot decode: the first frame of a GIF, and JPEG files for which OpenCV expects more data. An
 * image for which the reader issues a warning is rejected.
 */
final class ImageIoReader {
    private ImageIoReader() {}

    /** The first frame as 8-bit BGRA. */
    static Mat firstFrame(byte[] file, ImageFormat format) throws RejectedImageException {
        BufferedImage frame = read(file, format.name());
        Mat mat = new Mat(frame.getHeight(), frame.getWidth(), CvType.CV_8UC4);
        int[] argb = new int[frame.getWidth()];
        byte[] bgra = new byte[frame.getWidth() * 4];
        for (int row = 0; row < frame.getHeight(); row++) {
            frame.getRGB(0, row, frame.getWidth(), 1, argb, 0, frame.getWidth());
            for (int x = 0; x < argb.length; x++) {
                for (int c = 0; c < 4; c++) {
                    bgra[4 * x + c] = (byte) (argb[x] >> 8 * c);
                }
            }
            mat.put(row, 0, bgra);
        }
        return mat;
    }

    private static BufferedImage read(byte[] file, String format) throws RejectedImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            boolean[] warned = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
            reader.setInput(in, true, true);
            BufferedImage frame = reader.read(0);
            if (warned[0]) {
                throw damaged(format);
            }
            return frame;
        } catch (IOException | RuntimeException e) { // ImageIO throws various runtime exceptions for damaged files.
            throw damaged(format);
        } finally {
            reader.dispose();
        }
    }

    private static RejectedImageException damaged(String format) {
        return new RejectedImageException(Reason.UNREADABLE, "The " + format + " is damaged.");
    }
}
