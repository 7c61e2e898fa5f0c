package com.engram.inference.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.engram.inference.training.data.Folds;
import com.engram.inference.training.data.RatedImage;
import com.engram.inference.training.evaluation.DefaultComparison.Verdict;
import com.engram.inference.training.statistics.RidgeRegression;
import com.engram.inference.training.statistics.Statistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Worlds whose truth is known: hit rates follow from features and noise, and the default model reads other features. */
class DefaultComparisonTest {
    private static final int FEATURES = 8;
    private static final int WORLDS = 60;

    /** How much of the hit rate the features explain for the trained model. */
    private static final double SIGNAL = 0.5;

    @Test
    void the_interval_of_the_smallest_data_set_contains_the_true_difference_as_often_as_it_says() {
        int covered = 0;
        int wronglyBetter = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            // The default model is about as good as the trained one.
            World world = new World(seed, DefaultComparison.SMALLEST, 0.42);
            DefaultComparison comparison = world.comparison();
            double truth = world.trueDifference();
            covered += comparison.difference().low() <= truth
                            && truth <= comparison.difference().high()
                    ? 1
                    : 0;
            wronglyBetter += truth <= 0 && comparison.verdict() == Verdict.BETTER ? 1 : 0;
        }
        assertThat(covered / (double) WORLDS)
                .as("share of intervals with the truth")
                .isBetween(0.93, 0.995);
        assertThat(wronglyBetter / (double) WORLDS)
                .as("share that is wrongly called better")
                .isLessThanOrEqualTo(0.025);
    }

    @Test
    void a_clear_difference_is_found() {
        assertThat(new World(1, 400, 0).comparison().verdict()).isEqualTo(Verdict.BETTER);
        assertThat(new World(1, 400, 0.95).comparison().verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void fewer_images_than_the_smallest_data_set_are_refused() {
        World world = new World(1, DefaultComparison.SMALLEST - 1, 0.3);

        assertThatIllegalArgumentException().isThrownBy(world::comparison).withMessageContaining("too few");
    }

    /** Images with features, hit rates, and the predictions of a default model that correlates with the hit rates. */
    private static final class World {
        private final Random random;
        private final int images;
        private final double quality;
        private final float[][] features;
        private final double[] rates;
        private final double[] byDefault;
        private final double[] weights = new double[FEATURES];

        World(int seed, int images, double quality) {
            this.random = new Random(seed);
            this.images = images;
            this.quality = quality;
            for (int j = 0; j < FEATURES; j++) {
                weights[j] = random.nextGaussian();
            }
            features = features(images);
            rates = rates(features);
            byDefault = byDefault(rates);
        }

        private float[][] features(int count) {
            float[][] rows = new float[count][FEATURES];
            for (float[] row : rows) {
                for (int j = 0; j < FEATURES; j++) {
                    row[j] = (float) random.nextGaussian();
                }
            }
            return rows;
        }

        private double[] rates(float[][] rows) {
            double norm = Math.sqrt(Arrays.stream(weights).map(w -> w * w).sum());
            return Arrays.stream(rows)
                    .mapToDouble(row -> {
                        double signal = 0;
                        for (int j = 0; j < FEATURES; j++) {
                            signal += weights[j] / norm * row[j];
                        }
                        return SIGNAL * signal + Math.sqrt(1 - SIGNAL * SIGNAL) * random.nextGaussian();
                    })
                    .toArray();
        }

        private double[] byDefault(double[] of) {
            return Arrays.stream(of)
                    .map(rate -> quality * rate + Math.sqrt(1 - quality * quality) * random.nextGaussian())
                    .toArray();
        }

        DefaultComparison comparison() {
            List<RatedImage> rated = new ArrayList<>();
            for (int i = 0; i < images; i++) {
                rated.add(new RatedImage(Path.of(i + ".jpg"), rates[i], "", "g" + i));
            }
            List<double[]> divisions = new ArrayList<>();
            for (int division = 0; division < 5; division++) {
                divisions.add(heldOut(Folds.grouped(rated, 5, division)));
            }
            return DefaultComparison.of(divisions, byDefault, rated, "engram:1");
        }

        private double[] heldOut(Folds folds) {
            double[] predicted = new double[images];
            for (int fold = 0; fold < folds.count(); fold++) {
                int[] training = folds.training(fold);
                var head = RidgeRegression.fit(
                        Arrays.stream(training).mapToObj(i -> features[i]).toArray(float[][]::new),
                        Statistics.select(rates, training),
                        1);
                for (int i : folds.heldOut(fold)) {
                    predicted[i] = head.score(features[i]);
                }
            }
            return predicted;
        }

        /** Of the model that is delivered, which is trained on all images, on many new images. */
        double trueDifference() {
            var head = RidgeRegression.fit(features, rates, 1);
            float[][] rows = features(5_000);
            double[] actual = rates(rows);
            double[] scores = Arrays.stream(rows).mapToDouble(head::score).toArray();
            return Statistics.spearman(scores, actual) - Statistics.spearman(byDefault(actual), actual);
        }
    }
}
