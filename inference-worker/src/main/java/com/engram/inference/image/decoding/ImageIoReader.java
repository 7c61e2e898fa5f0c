package com.engram.inference.image.decoding;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.headers.ImageFormat;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Decodes with ImageIO what OpenCV cannot decode: the first frame of a GIF, the inks of a CMYK JPEG, and JPEG files for which OpenCV
 * expects more data. An image for which the reader issues a warning is rejected.
 */
final class ImageIoReader {
    /** How many pixels of the long side are kept when only the completeness matters. */
    private static final int SAMPLES = 512;

    /** The height of the largest blocks of a JPEG and of a half of the blocks above, whose last rows depend on them, in pixels. */
    private static final int LAST_ROWS = 24;

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

    /**
     * The channels as stored, without any conversion.
     *
     * @param step every how many pixels and rows one is read
     */
    static Mat raster(byte[] jpeg, int step) throws RejectedImageException {
        Raster raster = with(jpeg, ImageFormat.JPEG.name(), reader -> {
            ImageReadParam options = reader.getDefaultReadParam();
            options.setSourceSubsampling(step, step, 0, 0);
            return reader.readRaster(0, options);
        });
        Mat mat = new Mat(raster.getHeight(), raster.getWidth(), CvType.CV_8UC(raster.getNumBands()));
        byte[] row = new byte[raster.getWidth() * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getDataElements(0, y, raster.getWidth(), 1, row);
            mat.put(y, 0, row);
        }
        return mat;
    }

    /**
     * How many percent of a JPEG can be decoded before data are missing; 100 if at most the last row of blocks is incomplete, which
     * nobody sees.
     */
    static int complete(byte[] jpeg, int height) throws RejectedImageException {
        Progress whole = progress(jpeg, height);
        if (whole.complete == 100 || progress(jpeg, height - LAST_ROWS).complete == 100) {
            return 100;
        }
        return (int) whole.complete;
    }

    private static Progress progress(byte[] jpeg, int rows) throws RejectedImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("JPEG").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            Progress progress = new Progress();
            reader.addIIOReadProgressListener(progress);
            reader.addIIOReadWarningListener(progress);
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int step = Math.max(1, Math.max(width, rows) / SAMPLES);
            ImageReadParam options = reader.getDefaultReadParam();
            options.setSourceRegion(new Rectangle(0, 0, width, Math.max(1, rows)));
            options.setSourceSubsampling(step, step, 0, 0);
            reader.readRaster(0, options);
            return progress;
        } catch (IOException | RuntimeException e) { // ImageIO throws various runtime exceptions for damaged files.
            throw damaged("JPEG");
        } finally {
            reader.dispose();
        }
    }

    /** Remembers how far decoding had come at the first warning. */
    private static final class Progress implements IIOReadWarningListener, IIOReadProgressListener {
        private float reached;
        private float complete = 100;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            complete = isDamage(warning) ? Math.min(complete, reached) : complete;
        }

        @Override
        public void imageProgress(ImageReader source, float percentage) {
            reached = percentage;
        }

        @Override
        public void imageStarted(ImageReader source, int index) {
            reached = 0;
        }

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void sequenceStarted(ImageReader source, int index) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int index, int thumbnail) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentage) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static BufferedImage read(byte[] file, String format) throws RejectedImageException {
        return with(file, format, reader -> reader.read(0));
    }

    private static <T> T with(byte[] file, String format, Reading<T> reading) throws RejectedImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            boolean[] warned = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> warned[0] |= isDamage(warning));
            reader.setInput(in, true, true);
            T result = reading.read(reader);
            if (warned[0]) {
                throw damaged(format);
            }
            return result;
        } catch (IOException | RuntimeException e) { // ImageIO throws various runtime exceptions for damaged files.
            throw damaged(format);
        } finally {
            reader.dispose();
        }
    }

    /** A colour profile that the reader cannot use says nothing about the pixels. */
    private static boolean isDamage(String warning) {
        return !warning.contains("profile");
    }

    private static RejectedImageException damaged(String format) {
        return new RejectedImageException(Reason.UNREADABLE, "The " + format + " is damaged.");
    }
}
