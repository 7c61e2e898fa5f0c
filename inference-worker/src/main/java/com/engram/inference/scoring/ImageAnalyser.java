package com.engram.inference.scoring;

import com.engram.inference.djl.DeepHeatmapCalculator;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.Variant;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.StoredFeatures;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Analyses image files with one model: decodes, scores and computes the heatmap. Safe for concurrent use. */
public final class ImageAnalyser implements AutoCloseable {
    private static final int FINE_FACTOR = 2;

    private final Decoder decoder;
    private final Scorer scorer;
    private final DeepHeatmapCalculator deepMap;

    /** An analyser, which closes the decoder and the deep map when it is closed, but not the engine of the scorer. */
    public ImageAnalyser(Decoder decoder, Scorer scorer, DeepHeatmapCalculator deepMap) {
        this.decoder = decoder;
        this.scorer = scorer;
        this.deepMap = deepMap;
    }

    /**
     * Analyses a file.
     *
     * @throws RejectedImageException if the file cannot be decoded
     * @throws InterruptedException if the thread was interrupted while it waited for a decoder
     */
    public Analysis analyse(byte[] file, AnalysisOptions options) throws RejectedImageException, InterruptedException {
        boolean fine = options.fine() && !options.deepMap();
        List<Integer> sides = fine ? List.of(scorer.side(), FINE_FACTOR * scorer.side()) : List.of(scorer.side());
        DecodedImage image = decoder.decode(file, new DecodeRequest(sides, options.derivatives()));
        Score full = scorer.score(image.scaled().get(0));
        boolean empty = image.has(ImageWarning.Code.NOTHING_TO_SEE);
        Score score = empty ? full.ofEmptyImage() : full;
        Heatmap map = score.map();
        if (options.deepMap()) {
            map = empty
                    ? Heatmap.flatDeepMap(map)
                    : deepMap.compute(image.scaled().get(0), score.pooled(), score.map());
        } else if (fine && !empty) {
            map = scorer.fineDecomposition(score, image.scaled().get(1));
        }
        return new Analysis(
                score,
                image.width(),
                image.height(),
                DigestUtils.sha256Hex(file),
                map,
                image.preview(),
                image.thumbnail(),
                image.warnings());
    }

    /**
     * Scores variants of an image, and compares each with the image. The image is decoded once.
     *
     * @return empty if the image itself shows nothing
     * @throws RejectedImageException if the file cannot be decoded
     * @throws InterruptedException if the thread was interrupted while it waited for a decoder
     * @throws IllegalStateException if the model cannot compare images
     */
    public Optional<Variants> variants(byte[] file, List<Variant.Requested> requested)
            throws RejectedImageException, InterruptedException {
        DecodedImage image = decoder.decode(file, new DecodeRequest(List.of(scorer.side()), false, requested));
        if (image.has(ImageWarning.Code.NOTHING_TO_SEE)) {
            return Optional.empty();
        }
        Score original = scorer.score(image.scaled().get(0));
        StoredFeatures features = original.features().orElseThrow(() -> new IllegalStateException("No comparisons"));
        return Optional.of(new Variants(
                original,
                image.variants().stream()
                        .map(variant -> scored(variant, features))
                        .toList()));
    }

    private Variants.ScoredVariant scored(Variant variant, StoredFeatures original) {
        Optional<Score> score = variant.empty() ? Optional.empty() : Optional.of(scorer.score(variant.scaled()));
        return new Variants.ScoredVariant(
                variant.width(),
                variant.height(),
                score,
                score.flatMap(Score::features).map(features -> scorer.model().compare(features, original)),
                variant.file());
    }

    /**
     * Whether the analysis of a file will take so long that other images should not wait for it.
     *
     * @throws RejectedImageException if the header already shows that the file cannot be decoded
     */
    public boolean isSlow(byte[] file) throws RejectedImageException {
        return decoder.isSlow(file);
    }

    /** The scorer, which knows the model. */
    public Scorer scorer() {
        return scorer;
    }

    @Override
    public void close() {
        decoder.close();
        deepMap.close();
    }
}
