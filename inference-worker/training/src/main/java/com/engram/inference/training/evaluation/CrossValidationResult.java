package com.engram.inference.training.evaluation;

import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.statistics.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a cross-validation: every image is predicted by models that were not trained on it.
 *
 * @param chosen the head that the model gets
 * @param heads every head by name, on the same folds
 * @param gain the paired 95 % bootstrap interval of the chosen head's rho minus the rho of the ridge regression
 * @param coverage the share of hit rates inside the 90 % interval, on held-out folds
 * @param uncertainty how well the chosen head knows its errors; null if it is linear
 * @param drawnUncertainty the mean of the same figures over the further random folds; null if none were requested
 * @param draws the heads on the initial network by name, on further random folds; empty if none were requested
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record CrossValidationResult(
        Evaluation chosen,
        Map<String, Evaluation> heads,
        double[] gain,
        double coverage,
        @Nullable UncertaintyFigures uncertainty,
        @Nullable UncertaintyFigures drawnUncertainty,
        Map<String, RepeatedCrossValidation> draws) {
    /**
     * Evaluates held-out predictions.
     *
     * @param heldOut the predictions of every head by name
     * @param chosen the predictions of the head that the model gets
     * @param ridge the predictions of the ridge regression
     * @param uncertainty see the component
     * @param drawnUncertainty see the component
     */
    public static CrossValidationResult of(
            Map<String, double[]> heldOut,
            double[] chosen,
            double[] ridge,
            List<RatedImage> images,
            Folds folds,
            @Nullable UncertaintyFigures uncertainty,
            @Nullable UncertaintyFigures drawnUncertainty,
            Map<String, RepeatedCrossValidation> draws) {
        double[] actual = RatedImage.hitRates(images);
        Map<String, Evaluation> heads = new LinkedHashMap<>();
        heldOut.forEach((name, predictions) -> heads.put(name, Evaluation.of(predictions, images)));
        return new CrossValidationResult(
                Evaluation.of(chosen, images),
                heads,
                Statistics.bootstrapDifference(chosen, ridge, actual, 2000, 1),
                Calibrator.coverage(chosen, actual, folds),
                uncertainty,
                drawnUncertainty,
                draws);
    }
}
