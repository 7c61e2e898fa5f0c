package com.engram.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.inference.model.head.Kernel;
import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.Projection;
import com.engram.inference.model.head.Uncertainty;
import com.engram.inference.training.data.RatedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UncertaintyCalibratorTest {
    private static final int FEATURES = 6;
    private static final int FOLDS = 5;
    private static final int PER_FOLD = 120;
    private static final int ANSWERS = 100;

    /** Far from its centres, the head knows nothing, so the errors of an image have the variance of the process. */
    private static final double VARIANCE = 0.3;

    private final Random random = new Random(5);
    private final KernelHead head = head();

    @Test
    void the_variance_of_the_true_rates_is_found_under_the_noise_of_the_answers() {
        assertThat(calibrator(ANSWERS).calibrated().variance()).isBetween(0.75 * VARIANCE, 1.3 * VARIANCE);
    }

    @Test
    void intervals_and_statements_are_right_as_often_as_they_claim() {
        UncertaintyFigures figures = calibrator(ANSWERS).figures();
        assertThat(figures.coverage()).isBetween(0.87, 0.93);
        assertThat(figures.statementsRight()).isBetween(0.75, 0.85);
        assertThat(figures.decisionsRight()).isBetween(0.85, 0.97);
        assertThat(figures.decided()).isBetween(0.2, 0.9);
        assertThat(figures.width()).isBetween(0.2, 0.45);
    }

    @Test
    void mirror_images_teach_what_changes_that_do_not_matter_add_to_a_difference() {
        UncertaintyCalibrator calibrator = calibrator(ANSWERS);
        assertThat(calibrator.calibrated().repeatVariance()).isPositive().isLessThan(VARIANCE / 10);
        assertThat(calibrator.figures().mirrorsCovered()).isBetween(0.85, 1.0);
        assertThat(calibrator.figures().mirrorWidth())
                .isPositive()
                .isLessThan(calibrator.figures().width());
    }

    @Test
    void noise_that_is_not_declared_counts_as_error_of_the_model() {
        assertThat(calibrator(0).calibrated().variance())
                .isGreaterThan(calibrator(ANSWERS).calibrated().variance());
    }

    @Test
    void too_few_images_leave_the_uncertainty_unknown() {
        List<RatedImage> few = List.of(new RatedImage(Path.of("a"), 0.5, "c", "g", 9, Double.NaN));
        UncertaintyCalibrator calibrator = new UncertaintyCalibrator(few);
        float[][] pooled = {randoms(FEATURES)};
        calibrator.add(head, new int[] {0}, pooled, pooled);
        assertThat(calibrator.calibrated()).isEqualTo(Uncertainty.UNKNOWN);
    }

    /** True rates deviate from the scores by the variance of the process, and measured rates from the true ones by their answers. */
    private UncertaintyCalibrator calibrator(int declaredAnswers) {
        random.setSeed(6);
        int n = FOLDS * PER_FOLD;
        List<RatedImage> images = new ArrayList<>();
        float[][] pooled = new float[n][];
        for (int i = 0; i < n; i++) {
            pooled[i] = randoms(FEATURES);
            double logit = Math.log(logistic(head.score(pooled[i])));
            double truth = 1 / (1 + Math.exp(-(logit + Math.sqrt(VARIANCE) * random.nextGaussian())));
            int hits = (int) IntStream.range(0, ANSWERS)
                    .filter(answer -> random.nextDouble() < truth)
                    .count();
            images.add(new RatedImage(
                    Path.of("i" + i), hits / (double) ANSWERS, "c", "g" + i, declaredAnswers, Double.NaN));
        }
        UncertaintyCalibrator calibrator = new UncertaintyCalibrator(images);
        for (int fold = 0; fold < FOLDS; fold++) {
            int from = fold * PER_FOLD;
            calibrator.add(head, IntStream.range(from, from + PER_FOLD).toArray(), pooled, mirrored(pooled));
        }
        return calibrator;
    }

    /** Features that differ a little, as those of mirror images do. */
    private float[][] mirrored(float[][] pooled) {
        return Arrays.stream(pooled)
                .map(row -> {
                    float[] changed = row.clone();
                    for (int i = 0; i < changed.length; i++) {
                        changed[i] += 0.05f * (float) random.nextGaussian();
                    }
                    return changed;
                })
                .toArray(float[][]::new);
    }

    /** The odds of a score. */
    private static double logistic(double score) {
        return score / (1 - score);
    }

    /** A head with bounds of 0 and 1 whose centres are so far away that they explain nearly nothing. */
    private KernelHead head() {
        float[] directions = new float[FEATURES * FEATURES];
        float[] centres = new float[2 * FEATURES];
        for (int k = 0; k < FEATURES; k++) {
            directions[k * FEATURES + k] = 1;
            centres[k] = 1.2f;
            centres[FEATURES + k] = -1.2f;
        }
        float[] scale = new float[FEATURES];
        Arrays.fill(scale, 1);
        float norm = FEATURES * 1.2f * 1.2f;
        return new KernelHead(
                new float[FEATURES],
                scale,
                new Projection(directions, FEATURES),
                centres,
                new float[] {norm, norm},
                new float[] {9, -9},
                Kernel.laplace(0.9),
                0.8,
                0,
                1,
                Uncertainty.UNKNOWN);
    }

    private float[] randoms(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
