package com.engram.inference.training.evaluation;

import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.statistics.Estimate;
import com.engram.inference.training.statistics.GroupJackknife;
import com.engram.inference.training.statistics.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A trained model against the default model on the same images. The folds are nested: the trained model predicts each image without
 * having seen it or its group, and what it selects, it selects on folds within its training images. The default model was not
 * trained on these images either, unless they are of its own data set.
 *
 * @param images the number of images
 * @param groups the number of groups, which no fold separates
 * @param divisions the number of random divisions into folds, over which the trained model's rho is averaged
 * @param candidate Spearman's rank correlation of the trained model
 * @param active Spearman's rank correlation of the default model
 * @param difference the first minus the second. The interval contains the choice of images and the choice of folds.
 * @param verdict what the interval of the difference says
 * @param activeModel the default model as name:version
 */
public record DefaultComparison(
        int images,
        int groups,
        int divisions,
        Estimate candidate,
        Estimate active,
        Estimate difference,
        Verdict verdict,
        String activeModel) {
    /** Models are not compared on fewer images: the interval of a rank correlation would be wider than 0.4. */
    public static final int SMALLEST = 100;

    /** What a comparison says. */
    public enum Verdict {
        /** The whole interval of the difference is above zero. */
        BETTER,
        /** The interval of the difference contains zero. */
        UNDECIDED,
        /** The whole interval of the difference is below zero. */
        WORSE
    }

    /**
     * Compares predictions.
     *
     * @param heldOut the held-out predictions of the trained model, one array per division into folds
     * @param byDefault the predictions of the default model
     * @param activeModel the default model as name:version
     * @throws IllegalArgumentException if there are fewer than {@link #SMALLEST} images
     */
    public static DefaultComparison of(
            List<double[]> heldOut, double[] byDefault, List<RatedImage> images, String activeModel) {
        if (images.size() < SMALLEST) {
            throw new IllegalArgumentException(
                    images.size() + " images are too few to compare models; " + SMALLEST + " are needed");
        }
        double[] actual = RatedImage.hitRates(images);
        List<String> groups = images.stream().map(RatedImage::group).toList();
        GroupJackknife jackknife = new GroupJackknife(groups);
        double folds = variance(heldOut.stream()
                .mapToDouble(predicted -> Statistics.spearman(predicted, actual))
                .toArray());
        Estimate candidate = jackknife.estimate(chosen -> meanRho(heldOut, actual, chosen), folds);
        Estimate active = jackknife.estimate(chosen -> rho(byDefault, actual, chosen), 0);
        Estimate difference =
                jackknife.estimate(chosen -> meanRho(heldOut, actual, chosen) - rho(byDefault, actual, chosen), folds);
        return new DefaultComparison(
                images.size(),
                (int) groups.stream().distinct().count(),
                heldOut.size(),
                clipped(candidate),
                clipped(active),
                difference,
                verdict(difference),
                activeModel);
    }

    private static Verdict verdict(Estimate difference) {
        if (difference.low() > 0) {
            return Verdict.BETTER;
        }
        return difference.high() < 0 ? Verdict.WORSE : Verdict.UNDECIDED;
    }

    private static Estimate clipped(Estimate rho) {
        return new Estimate(rho.value(), Math.max(-1, rho.low()), Math.min(1, rho.high()));
    }

    private static double meanRho(List<double[]> predictions, double[] actual, int[] chosen) {
        return predictions.stream()
                .mapToDouble(predicted -> rho(predicted, actual, chosen))
                .average()
                .orElse(Double.NaN);
    }

    /** A constant prediction has no order, which is as good as a random one. */
    private static double rho(double[] predicted, double[] actual, int[] chosen) {
        double rho = Statistics.spearman(Statistics.select(predicted, chosen), Statistics.select(actual, chosen));
        return Double.isNaN(rho) ? 0 : rho;
    }

    /** The variance between single divisions, not of their mean: all divisions have the same images. */
    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return values.length < 2
                ? 0
                : Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "against the default model %s on %d images: rho %.3f and %.3f, difference %.3f (95 %% interval %.3f to %.3f): %s",
                activeModel,
                images,
                candidate.value(),
                active.value(),
                difference.value(),
                difference.low(),
                difference.high(),
                verdict.name().toLowerCase(Locale.ROOT));
    }
}
