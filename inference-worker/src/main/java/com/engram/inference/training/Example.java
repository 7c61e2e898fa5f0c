package com.engram.inference.training;

import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Picture;
import com.engram.inference.picture.Pixels;
import com.engram.inference.picture.RejectedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * A rated picture, decoded once.
 *
 * @param rating what people made of it
 * @param plain pixels just as scoring sees them
 * @param rich more pixels, to crop variations from
 */
record Example(RatedImage rating, Pixels plain, Pixels rich) {
    /** Variations are cropped from a picture this much larger. */
    private static final double MARGIN = 1.3;

    static List<Example> load(List<RatedImage> ratings, Decoder decoder, int side)
            throws IOException, InterruptedException {
        List<Example> examples = new ArrayList<>();
        for (RatedImage rating : ratings) {
            examples.add(load(rating, decoder, side));
        }
        return examples;
    }

    private static Example load(RatedImage rating, Decoder decoder, int side) throws IOException, InterruptedException {
        try {
            List<Integer> sides = List.of(side, (int) Math.round(side * MARGIN));
            Picture picture = decoder.decode(Files.readAllBytes(rating.file()), new DecodeRequest(sides, false));
            return new Example(rating, picture.scaled().get(0), picture.scaled().get(1));
        } catch (RejectedPicture e) {
            throw new IOException(rating.file() + ": " + e.getMessage(), e);
        }
    }
}
