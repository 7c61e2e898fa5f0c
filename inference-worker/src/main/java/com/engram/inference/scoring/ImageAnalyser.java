package com.engram.inference.scoring;

import com.engram.inference.djl.DeepMap;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.model.Heatmap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The engine's one job: a file's bytes in, its analysis out. Safe for many threads. */
public final class ImageAnalyser implements AutoCloseable {
    private static final int FINER = 2;

    private final Decoder decoder;
    private final Scorer scorer;
    private final DeepMap deepMap;

    public ImageAnalyser(Decoder decoder, Scorer scorer, DeepMap deepMap) {
        this.decoder = decoder;
        this.scorer = scorer;
        this.deepMap = deepMap;
    }

    /** Scores an image. */
    public Analysis analyse(byte[] file, AnalysisOptions options) throws RejectedImageException, InterruptedException {
        boolean fine = options.fine() && !options.deepMap();
        List<Integer> sides = fine ? List.of(scorer.side(), FINER * scorer.side()) : List.of(scorer.side());
        DecodedImage image = decoder.decode(file, new DecodeRequest(sides, options.derivatives()));
        Score score = scorer.score(image.scaled().get(0));
        Heatmap map = options.deepMap()
                ? deepMap.draw(image.scaled().get(0), score.pooled(), score.map())
                : fine ? scorer.finer(score, image.scaled().get(1)) : score.map();
        return new Analysis(
                score, image.width(), image.height(), sha256(file), map, image.preview(), image.thumbnail());
    }

    /** The scorer, for what answers say of their model. */
    public Scorer scorer() {
        return scorer;
    }

    private static String sha256(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        decoder.close();
        deepMap.close();
    }
}
