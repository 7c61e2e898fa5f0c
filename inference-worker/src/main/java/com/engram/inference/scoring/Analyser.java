package com.engram.inference.scoring;

import com.engram.inference.heatmap.DeepMap;
import com.engram.inference.heatmap.Heatmap;
import com.engram.inference.picture.DecodeRequest;
import com.engram.inference.picture.Decoder;
import com.engram.inference.picture.Picture;
import com.engram.inference.picture.RejectedPicture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The engine's one job: a file's bytes in, its analysis out. Safe for many threads. */
public final class Analyser implements AutoCloseable {
    private static final int FINER = 2;

    private final Decoder decoder;
    private final Scorer scorer;
    private final DeepMap deepMap;

    public Analyser(Decoder decoder, Scorer scorer, DeepMap deepMap) {
        this.decoder = decoder;
        this.scorer = scorer;
        this.deepMap = deepMap;
    }

    /**
     * What is wanted beyond the score.
     *
     * @param fine the decomposition at twice the resolution, for four times the work
     */
    public record Wish(boolean deepMap, boolean fine, boolean derivatives) {}

    /** Scores a picture. */
    public Analysis analyse(byte[] file, Wish wish) throws RejectedPicture, InterruptedException {
        boolean fine = wish.fine() && !wish.deepMap();
        List<Integer> sides = fine ? List.of(scorer.side(), FINER * scorer.side()) : List.of(scorer.side());
        Picture picture = decoder.decode(file, new DecodeRequest(sides, wish.derivatives()));
        Score score = scorer.score(picture.scaled().get(0));
        Heatmap map = wish.deepMap()
                ? deepMap.draw(picture.scaled().get(0), score.pooled(), score.map())
                : fine ? scorer.finer(score, picture.scaled().get(1)) : score.map();
        return new Analysis(
                score, picture.width(), picture.height(), sha256(file), map, picture.preview(), picture.thumbnail());
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
