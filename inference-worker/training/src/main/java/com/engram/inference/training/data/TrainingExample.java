package com.engram.inference.training.data;

import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.RejectedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A rated image, decoded once for all epochs.
 *
 * @param rating the file and its hit rate
 * @param plain the pixels that scoring sees
 * @param rich the same image at a higher resolution, from which random crops are taken
 */
public record TrainingExample(RatedImage rating, Pixels plain, Pixels rich) {
    /** The side of {@link #rich} over that of {@link #plain}. */
    private static final double MARGIN = 1.3;

    /**
     * Decodes all images.
     *
     * @param side see {@link com.engram.inference.model.Preprocessing#side}
     * @throws IOException if a file cannot be read or decoded
     */
    public static List<TrainingExample> load(List<RatedImage> ratings, Decoder decoder, int side)
            throws IOException, InterruptedException {
        List<TrainingExample> examples = new ArrayList<>();
        for (RatedImage rating : ratings) {
            examples.add(load(rating, decoder, side));
        }
        return examples;
    }

    private static TrainingExample load(RatedImage rating, Decoder decoder, int side)
            throws IOException, InterruptedException {
        try {
            List<Integer> sides = List.of(side, (int) Math.round(side * MARGIN));
            DecodedImage image = decoder.decode(Files.readAllBytes(rating.file()), new DecodeRequest(sides, false));
            return new TrainingExample(
                    rating, image.scaled().get(0), image.scaled().get(1));
        } catch (RejectedImageException e) {
            throw new IOException(rating.file() + ": " + e.getMessage(), e);
        }
    }
}
