package com.engram.inference.training.data;

import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.training.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Fixed augmentation: each image as it is scored, mirrored, at two larger sizes and at a smaller one. All five views have the
 * same hit rate, so a head that is fitted to all of them depends less on mirroring and size.
 */
public final class ImageViews {
    /** The number of views per image. The first is the image as it is scored. */
    public static final int COUNT = 5;

    /** The index of the mirrored view. */
    public static final int MIRRORED = 1;

    private ImageViews() {}

    /**
     * The pooled features of every view of every image.
     *
     * @param side see {@link com.engram.inference.model.Preprocessing#side}
     * @return indexed by view, image and feature
     * @throws IOException if a file cannot be read or decoded
     */
    public static float[][][] pooled(
            OnnxNetwork body, List<RatedImage> images, Decoder decoder, int side, ProgressListener progress)
            throws IOException, InterruptedException {
        float[][][] pooled = new float[COUNT][images.size()][];
        for (int i = 0; i < images.size(); i++) {
            List<Pixels> views = of(images.get(i), decoder, side);
            for (int v = 0; v < COUNT; v++) {
                pooled[v][i] = body.run(views.get(v)).pooled();
            }
            progress.step("features", i + 1, images.size());
        }
        return pooled;
    }

    private static List<Pixels> of(RatedImage image, Decoder decoder, int side)
            throws IOException, InterruptedException {
        try {
            List<Integer> sides = List.of(side, side * 8 / 7, side * 9 / 7, side * 5 / 7);
            List<Pixels> scaled = decoder.decode(Files.readAllBytes(image.file()), new DecodeRequest(sides, false))
                    .scaled();
            return List.of(scaled.get(0), mirrored(scaled.get(0)), scaled.get(1), scaled.get(2), scaled.get(3));
        } catch (RejectedImageException e) {
            throw new IOException(image.file() + ": " + e.getMessage(), e);
        }
    }

    /** The image with left and right exchanged. */
    public static Pixels mirrored(Pixels pixels) {
        byte[] rgb = new byte[pixels.rgb().length];
        int width = pixels.width();
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(pixels.rgb(), 3 * (y * width + width - 1 - x), rgb, 3 * (y * width + x), 3);
            }
        }
        return new Pixels(width, pixels.height(), rgb);
    }
}
