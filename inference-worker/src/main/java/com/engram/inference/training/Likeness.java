package com.engram.inference.training;

import com.engram.inference.model.LinearHead;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.RejectedPicture;
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
 * Learns to tell drawn pages ({@link DrawnPages}) from the pictures that a model learns from: ridge regression on 0 for those and 1
 * for the pages, of the same pooled features that the score is made from.
 */
final class Likeness {
    private static final int MOST_PAGES = 400;
    private static final double ALPHA = 10;
    private static final int FOLDS = 5;

    /** From here on a picture counts as drawn, unless the model's own pictures look like that. */
    private static final double LIKELY = 0.6;

    /** Share of the model's own pictures, held out, that may be taken for drawn. */
    private static final double FALSE_ALARMS = 0.01;

    private Likeness() {}

    /**
     * What tells drawn pages.
     *
     * @param head about 1 for drawn pages, about 0 for pictures like those that were learnt from
     * @param from where a picture counts as drawn
     */
    record Told(LinearHead head, double from) {}

    /** Learns from the features of the model's pictures, and of as many drawn pages, though not without end. */
    static Told learnt(float[][] pictures, OnnxNetwork body, Decoder decoder, int side, long seed)
            throws IOException, InterruptedException {
        float[][] pages = pages(Math.min(MOST_PAGES, pictures.length), body, decoder, side, new Random(seed));
        return new Told(fit(pictures, pages), Math.max(LIKELY, highest(pictures, pages)));
    }

    /** What all but a few of the pictures stay below when they are held out. */
    private static double highest(float[][] pictures, float[][] pages) {
        double[] heldOut = new double[pictures.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            LinearHead head = fit(others(pictures, fold), others(pages, fold));
            for (int i = fold; i < pictures.length; i += FOLDS) {
                heldOut[i] = head.score(pictures[i]);
            }
        }
        return Calibrator.below(heldOut, 1 - FALSE_ALARMS);
    }

    private static float[][] others(float[][] rows, int fold) {
        return IntStream.range(0, rows.length)
                .filter(i -> i % FOLDS != fold)
                .mapToObj(i -> rows[i])
                .toArray(float[][]::new);
    }

    private static LinearHead fit(float[][] pictures, float[][] pages) {
        float[][] rows = Arrays.copyOf(pictures, pictures.length + pages.length);
        System.arraycopy(pages, 0, rows, pictures.length, pages.length);
        double[] drawn = new double[rows.length];
        Arrays.fill(drawn, pictures.length, rows.length, 1);
        return Ridge.fit(rows, drawn, ALPHA);
    }

    private static float[][] pages(int count, OnnxNetwork body, Decoder decoder, int side, Random random)
            throws IOException, InterruptedException {
        float[][] pages = new float[count][];
        for (int i = 0; i < count; i++) {
            byte[] file = encoded(DrawnPages.draw(random), random);
            try {
                pages[i] = body.run(decoder.decode(file, new DecodeRequest(List.of(side), false))
                                .scaled()
                                .get(0))
                        .pooled();
            } catch (RejectedPicture e) {
                throw new IOException("A drawn page cannot be read: " + e.getMessage(), e);
            }
        }
        return pages;
    }

    /** One in three as PNG, the others as JPEG of any quality that is met: what is drawn must be told from its look alone. */
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
