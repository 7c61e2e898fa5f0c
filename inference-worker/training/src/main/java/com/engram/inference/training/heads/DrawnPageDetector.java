package com.engram.inference.training.heads;

import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.model.head.LinearHead;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.data.DrawnPageGenerator;
import com.engram.inference.training.statistics.RidgeRegression;
import com.engram.inference.training.statistics.Statistics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Separates drawn pages from a model's training images by the pooled features that the score is computed from.
 *
 * @param head about 1 for drawn pages, about 0 for images like the training images
 * @param threshold an image counts as drawn if the head's value is above it
 */
public record DrawnPageDetector(LinearHead head, double threshold) {
    private static final int MAX_PAGES = 400;
    private static final double ALPHA = 10;
    private static final int FOLDS = 5;

    /** The threshold is higher if more than {@link #FALSE_ALARMS} of the training images exceed this value. */
    private static final double LOWEST_THRESHOLD = 0.6;

    /** The share of held-out training images that may count as drawn. */
    private static final double FALSE_ALARMS = 0.01;

    /**
     * Trains a detector by ridge regression on 0 for training images and 1 for pages of {@link DrawnPageGenerator}.
     *
     * @param images the pooled features of the training images
     * @param body computes the features of the pages
     * @param side see {@link com.engram.inference.model.Preprocessing#side}
     * @throws IOException if a generated page cannot be decoded
     */
    public static DrawnPageDetector train(float[][] images, OnnxNetwork body, Decoder decoder, int side, long seed)
            throws IOException, InterruptedException {
        float[][] pages = pages(Math.min(MAX_PAGES, images.length), body, decoder, side, new Random(seed));
        return new DrawnPageDetector(fit(images, pages), Math.max(LOWEST_THRESHOLD, heldOutQuantile(images, pages)));
    }

    /** The value that all but {@link #FALSE_ALARMS} of the images stay below when they are held out. */
    private static double heldOutQuantile(float[][] images, float[][] pages) {
        double[] heldOut = new double[images.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            LinearHead head = fit(without(images, fold), without(pages, fold));
            for (int i = fold; i < images.length; i += FOLDS) {
                heldOut[i] = head.score(images[i]);
            }
        }
        return Statistics.quantile(heldOut, 1 - FALSE_ALARMS);
    }

    private static float[][] without(float[][] rows, int fold) {
        return IntStream.range(0, rows.length)
                .filter(i -> i % FOLDS != fold)
                .mapToObj(i -> rows[i])
                .toArray(float[][]::new);
    }

    private static LinearHead fit(float[][] images, float[][] pages) {
        float[][] rows = Arrays.copyOf(images, images.length + pages.length);
        System.arraycopy(pages, 0, rows, images.length, pages.length);
        double[] drawn = new double[rows.length];
        Arrays.fill(drawn, images.length, rows.length, 1);
        return RidgeRegression.fit(rows, drawn, ALPHA);
    }

    private static float[][] pages(int count, OnnxNetwork body, Decoder decoder, int side, Random random)
            throws IOException, InterruptedException {
        float[][] pages = new float[count][];
        for (int i = 0; i < count; i++) {
            byte[] file = encoded(DrawnPageGenerator.draw(random), random);
            try {
                pages[i] = body.run(decoder.decode(file, new DecodeRequest(List.of(side), false))
                                .scaled()
                                .get(0))
                        .pooled();
            } catch (RejectedImageException e) {
                throw new IOException("A generated page cannot be decoded: " + e.getMessage(), e);
            }
        }
        return pages;
    }

    /** One in three as PNG, the others as JPEG of random quality, so that the detector does not rely on the file format. */
    private static byte[] encoded(BufferedImage page, Random random) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (random.nextInt(3) == 0) {
            ImageIO.write(page, "png", file);
            return file.toByteArray();
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ImageWriteParam quality = writer.getDefaultWriteParam();
        quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        quality.setCompressionQuality(0.3f + 0.65f * random.nextFloat());
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(page, null, null), quality);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
