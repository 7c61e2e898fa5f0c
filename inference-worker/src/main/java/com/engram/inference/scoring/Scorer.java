package com.engram.inference.scoring;

import com.engram.inference.image.Pixels;
import com.engram.inference.model.Calibration;
import com.engram.inference.model.Engine;
import com.engram.inference.model.Engine.Activation;
import com.engram.inference.model.Heatmap;
import com.engram.inference.model.MemorabilityModel;

/** Scores pixels with one model on one engine. */
public final class Scorer {
    private final MemorabilityModel model;
    private final Engine engine;

    public Scorer(MemorabilityModel model, Engine engine) {
        this.model = model;
        this.engine = engine;
    }

    /** The score of pixels that were fitted to {@link #side()}. */
    public Score score(Pixels pixels) {
        Activation activation = engine.run(pixels);
        Heatmap map =
                Heatmap.decomposition(activation.cells(), activation.rows(), activation.columns(), activation.bias());
        Calibration calibration = model.manifest().calibration();
        double value = clipped(map.sum());
        return new Score(
                value,
                clipped(map.sum() + calibration.lower()),
                clipped(map.sum() + calibration.upper()),
                calibration.percentile(value),
                calibration.distance(activation.pooled()) > calibration.farthest()
                        || model.drawn(activation.pooled()) > calibration.drawn(),
                activation.pooled(),
                map);
    }

    /**
     * A finer decomposition of a score, from more pixels of the same image. What the network says of those differs a little
     * from the score; its bias takes the difference, so that the parts sum to the score.
     */
    public Heatmap finer(Score score, Pixels pixels) {
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

    /** The size at which the model wants its images. */
    public int side() {
        return model.manifest().preprocessing().side();
    }

    public MemorabilityModel model() {
        return model;
    }

    private static double clipped(double score) {
        return Math.max(0, Math.min(1, score));
    }
}
