package com.engram.inference.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What cross-validation showed, on pictures whose predictors had not seen them.
 *
 * @param chosen the model that is shipped
 * @param heads every head that was fitted, by name, on the same folds
 * @param gain 95 % bootstrap interval of how much the chosen one's rho exceeds the ridge's, picture by picture
 * @param coverage of the 90 % interval on held-out folds
 * @param draws the heads on the frozen network on further draws of folds, if any were asked for
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Validation(
        Evaluation chosen, Map<String, Evaluation> heads, double[] gain, double coverage, Map<String, Draws> draws) {
    /** Judges held-out predictions: of all heads by name, of the one that is shipped, and of the plain one below it. */
    static Validation of(
            Map<String, double[]> heldOut,
            double[] chosen,
            double[] ridge,
            List<RatedImage> images,
            Folds folds,
            Map<String, Draws> draws) {
        double[] actual = ModelTraining.targets(images);
        Map<String, Evaluation> heads = new LinkedHashMap<>();
        heldOut.forEach((name, predictions) -> heads.put(name, Evaluation.of(predictions, images)));
        return new Validation(
                Evaluation.of(chosen, images),
                heads,
                Statistics.gain(chosen, ridge, actual, 2000, 1),
                Calibrator.coverage(chosen, actual, folds),
                draws);
    }
}
