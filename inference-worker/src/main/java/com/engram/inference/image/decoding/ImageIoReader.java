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
 * Reads with the JDK's own readers what OpenCV cannot: a GIF's first frame, and the rare JPEG whose decoder there waits for more
 * than the file holds. An image that a reader warns of is refused.
 */
final class ImageIoReader {
    private ImageIoReader() {}

    /** The first frame as BGRA. */
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
        } catch (IOException | RuntimeException e) { // The readers throw whatever their arithmetic trips over.
            throw damaged(format);
        } finally {
            reader.dispose();
        }
    }

    private static RejectedImageException damaged(String format) {
        return new RejectedImageException(Reason.UNREADABLE, "The " + format + "'s image is damaged.");
    }
}
