package com.engram.inference.training.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How well a model knows its errors, on held-out images. The variance is that of the other folds.
 *
 * @param coverage the share of measured hit rates inside the 90 % interval of the true rate, widened by the noise of the measurement
 * @param width the mean width of the 90 % interval of the true rate
 * @param decided the share of pairs of different groups for which one of the true rates is the higher with a probability of 80 % or more
 * @param statementsRight the share of right statements among those about measured hit rates that claim 77.5 to 82.5 %
 * @param decisionsRight the share of right statements among those about measured hit rates that claim 80 % or more
 * @param nearErrors for pairs of the same group, which are alike, the mean squared error of the difference, divided by the variance that
 *     was expected with the noise of the measurement: above 1 the model is too sure of them, below 1 not sure enough
 * @param mirrorsCovered the share of images for which the 90 % interval of the difference to the mirror image contains 0
 * @param mirrorWidth the mean width of this interval
 */
public record UncertaintyFigures(
        double coverage,
        double width,
        double decided,
        double statementsRight,
        double decisionsRight,
        double nearErrors,
        double mirrorsCovered,
        double mirrorWidth) {
    /** The mean of several figures. */
    public static UncertaintyFigures mean(List<UncertaintyFigures> figures) {
        return new UncertaintyFigures(
                mean(figures, UncertaintyFigures::coverage),
                mean(figures, UncertaintyFigures::width),
                mean(figures, UncertaintyFigures::decided),
                mean(figures, UncertaintyFigures::statementsRight),
                mean(figures, UncertaintyFigures::decisionsRight),
                mean(figures, UncertaintyFigures::nearErrors),
                mean(figures, UncertaintyFigures::mirrorsCovered),
                mean(figures, UncertaintyFigures::mirrorWidth));
    }

    private static double mean(List<UncertaintyFigures> figures, ToDoubleFunction<UncertaintyFigures> figure) {
        return figures.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "the 90 %% interval covers %.1f %% and is %.3f wide; %.1f %% of pairs are decided at 80 %%; of statements that claim"
                        + " 80 %%, %.1f %% are right, and %.1f %% of those that claim 80 %% or more; the squared errors of similar pairs"
                        + " are %.2f times the expected ones; differences to mirror images have intervals %.3f wide, of which %.1f %%"
                        + " contain 0",
                100 * coverage,
                width,
                100 * decided,
                100 * statementsRight,
                100 * decisionsRight,
                nearErrors,
                mirrorWidth,
                100 * mirrorsCovered);
    }
}
