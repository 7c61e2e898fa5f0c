package com.engram.inference.scoring;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Calibration;
import com.engram.inference.model.Engine;
import com.engram.inference.model.Engine.Activation;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.Interval;
import com.engram.inference.model.MemorabilityModel;
import com.engram.inference.model.StoredFeatures;
import java.util.Optional;

/** Scores pixels with one model on one engine. Safe for concurrent use. */
public final class Scorer {
    private final MemorabilityModel model;
    private final Engine engine;

    /** A scorer. It does not close the engine. */
    public Scorer(MemorabilityModel model, Engine engine) {
        this.model = model;
        this.engine = engine;
    }

    /** Scores pixels that are scaled to {@link #side()}. */
    public Score score(Pixels pixels) {
        Activation activation = engine.run(pixels);
        Heatmap map =
                Heatmap.decomposition(activation.cells(), activation.rows(), activation.columns(), activation.bias());
        Calibration calibration = model.manifest().calibration();
        double value = clipped(map.sum());
        Optional<StoredFeatures> features = model.features(activation.pooled());
        Interval interval = features.map(model::interval)
                .orElseGet(() -> new Interval(map.sum() + calibration.lower(), map.sum() + calibration.upper()));
        return new Score(
                value,
                clipped(interval.lower()),
                clipped(interval.upper()),
                calibration.percentile(value),
                calibration.distance(activation.pooled()) > calibration.farthest()
                        || model.drawn(activation.pooled()) > calibration.drawn(),
                activation.pooled(),
                features,
                map);
    }

    /**
     * A decomposition at a higher resolution. The score of the larger pixels differs slightly from the given score; the difference is
     * added to the bias, so that the decomposition sums to the given score.
     *
     * @param pixels the same image, scaled to a multiple of {@link #side()}
     */
    public Heatmap fineDecomposition(Score score, Pixels pixels) {
        Activation activation = engine.run(pixels);
        double parts = 0;
        for (float cell : activation.cells()) {
            parts += (double) cell / activation.cells().length;
        }
        return Heatmap.decomposition(
                activation.cells(),
                activation.rows(),
                activation.columns(),
                score.map().sum() - parts);
    }

    /** The input size of the model, see {@link com.engram.inference.model.Preprocessing#side}. */
    public int side() {
        return model.manifest().preprocessing().side();
    }

    /** The model. */
    public MemorabilityModel model() {
        return model;
    }

    private static double clipped(double score) {
        return Math.max(0, Math.min(1, score));
    }
}
