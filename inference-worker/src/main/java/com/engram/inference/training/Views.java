package com.engram.inference.training;

import com.engram.inference.onnx.OnnxNetwork;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Pixels;
import com.engram.inference.picture.RejectedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Several views of each picture: as it is scored, mirrored, larger and smaller. They are remembered alike, so a head that has
 * seen them all learns what does not depend on them.
 */
final class Views {
    /** How many there are; the first is the one that is scored. */
    static final int COUNT = 5;

    private Views() {}

    /** The pooled features of each view of each picture: views by pictures by features. */
    static float[][][] pooled(OnnxNetwork body, List<RatedImage> images, Decoder decoder, int side, Progress progress)
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
        } catch (RejectedPicture e) {
            throw new IOException(image.file() + ": " + e.getMessage(), e);
        }
    }

    static Pixels mirrored(Pixels pixels) {
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
