package com.engram.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.model.head.Embedding;
import com.engram.inference.model.head.Kernel;
import com.engram.inference.model.head.KernelHead;
import com.engram.inference.model.head.Projection;
import com.engram.inference.model.head.Uncertainty;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PosteriorTest {
    private static final int FEATURES = 300;
    private static final int COMPONENTS = 6;
    private static final int CENTRES = 8;
    private static final double NUGGET = 0.15;
    private static final double VARIANCE = 0.4;

    private final Random random = new Random(11);
    private final KernelHead head = head();
    private final Posterior posterior = Posterior.of(head).orElseThrow();

    @Test
    void the_score_of_an_embedding_is_that_of_the_features() {
        for (int i = 0; i < 10; i++) {
            float[] pooled = randoms(FEATURES);
            assertThat(posterior.score(embedded(pooled))).isCloseTo(head.score(pooled), within(1e-5));
        }
    }

    @Test
    void the_variance_is_that_of_the_gaussian_process() {
        Embedding image = embedded(randoms(FEATURES));
        double[] kernels = head.kernels(image);
        double[][] covariance = new double[CENTRES][CENTRES];
        for (int i = 0; i < CENTRES; i++) {
            for (int j = 0; j < CENTRES; j++) {
                covariance[i][j] = i == j ? 1 + NUGGET : head.kernelOfCentres(i, j);
            }
        }
        double explained = 0;
        double[] solved = solve(covariance, kernels);
        for (int i = 0; i < CENTRES; i++) {
            explained += kernels[i] * solved[i];
        }
        assertThat(posterior.estimate(image).variance()).isCloseTo(VARIANCE * (1 - explained), within(1e-9));
    }

    @Test
    void the_interval_contains_the_score_and_grows_with_the_distance_from_the_training_images() {
        float[] near = head.mean().clone();
        float[] far = near.clone();
        for (int i = 0; i < FEATURES; i++) {
            far[i] += 40;
        }
        Interval known = posterior.interval(embedded(near));
        assertThat(head.score(near)).isBetween(known.lower(), known.upper());
        assertThat(posterior.estimate(embedded(far)).variance())
                .isGreaterThan(posterior.estimate(embedded(near)).variance())
                .isCloseTo(VARIANCE, within(0.02));
    }

    @Test
    void an_image_is_as_memorable_as_itself() {
        Embedding image = embedded(randoms(FEATURES));
        Comparison comparison = posterior.compare(image, image);
        assertThat(comparison.probability()).isEqualTo(0.5);
        assertThat(comparison.difference()).isZero();
        assertThat(comparison.lower()).isCloseTo(0, within(1e-4));
        assertThat(comparison.upper()).isCloseTo(0, within(1e-4));
    }

    @Test
    void a_comparison_in_the_other_order_is_the_opposite() {
        Embedding a = embedded(randoms(FEATURES));
        Embedding b = embedded(randoms(FEATURES));
        Comparison there = posterior.compare(a, b);
        Comparison back = posterior.compare(b, a);
        assertThat(back.probability()).isCloseTo(1 - there.probability(), within(1e-9));
        assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-12));
        assertThat(back.lower()).isCloseTo(-there.upper(), within(1e-12));
        assertThat(there.difference()).isCloseTo(posterior.score(a) - posterior.score(b), within(1e-9));
        assertThat(there.probability() > 0.5).isEqualTo(there.difference() > 0);
    }

    @Test
    void variants_of_an_image_share_most_of_their_error() {
        float[] pooled = randoms(FEATURES);
        float[] variant = pooled.clone();
        for (int i = 0; i < FEATURES; i++) {
            variant[i] += 0.1f * (float) random.nextGaussian();
        }
        Posterior.Estimate original = posterior.estimate(embedded(pooled));
        double ofVariants = posterior.varianceOfDifference(original, posterior.estimate(embedded(variant)));
        double ofStrangers = posterior.varianceOfDifference(original, posterior.estimate(embedded(randoms(FEATURES))));
        assertThat(ofVariants).isPositive().isLessThan(ofStrangers / 3);
    }

    @Test
    void a_smooth_kernel_is_surer_of_variants_but_no_surer_than_repeats_allow() {
        double repeats = 0.002;
        Posterior smooth = Posterior.of(
                        head(new Kernel(Kernel.Shape.MATERN, 0.6, 0.009), new Uncertainty(NUGGET, VARIANCE, repeats)))
                .orElseThrow();
        float[] pooled = randoms(FEATURES);
        float[] variant = pooled.clone();
        for (int i = 0; i < FEATURES; i++) {
            variant[i] += 0.1f * (float) random.nextGaussian();
        }
        double before = posterior.varianceOfDifference(
                posterior.estimate(embedded(pooled)), posterior.estimate(embedded(variant)));
        double now = smooth.varianceOfDifference(smooth.estimate(embedded(pooled)), smooth.estimate(embedded(variant)));
        assertThat(now).isLessThan(before / 2).isGreaterThanOrEqualTo(repeats);
        Comparison itself = smooth.compare(embedded(pooled), embedded(pooled));
        assertThat(itself.probability()).isEqualTo(0.5);
        assertThat(itself.upper() - itself.lower()).isCloseTo(0, within(1e-4));
    }

    @Test
    void a_head_without_uncertainty_has_no_posterior() {
        assertThat(Posterior.of(head.with(Uncertainty.UNKNOWN))).isEmpty();
    }

    @Test
    void an_embedding_survives_as_bytes() {
        Embedding image = embedded(randoms(FEATURES));
        assertThat(Embedding.of(image.toBytes()).values()).isEqualTo(image.values());
        assertThat(image.values()).hasSize(head.embeddingLength());
    }

    @Test
    void probabilities_are_those_of_the_normal_distribution() {
        assertThat(Normal.probability(0)).isCloseTo(0.5, within(1e-7));
        assertThat(Normal.probability(Normal.QUANTILE_90)).isCloseTo(0.95, within(1e-6));
        assertThat(Normal.probability(-0.8416212335729143)).isCloseTo(0.2, within(1e-6));
        assertThat(Normal.probability(6)).isCloseTo(1, within(1e-8));
    }

    private Embedding embedded(float[] pooled) {
        return head.embed(pooled).orElseThrow();
    }

    /** A head with random centres whose norms are larger than their components, and features outside the components. */
    private KernelHead head() {
        return head(Kernel.laplace(0.6), new Uncertainty(NUGGET, VARIANCE, 0));
    }

    private KernelHead head(Kernel kernel, Uncertainty uncertainty) {
        random.setSeed(11);
        float[] directions = new float[COMPONENTS * FEATURES];
        for (int k = 0; k < COMPONENTS; k++) {
            directions[k * FEATURES + 7 * k] = 1;
        }
        float[] centres = randoms(CENTRES * COMPONENTS);
        float[] norms = new float[CENTRES];
        for (int j = 0; j < CENTRES; j++) {
            norms[j] = 0.3f;
            for (int k = 0; k < COMPONENTS; k++) {
                norms[j] += centres[j * COMPONENTS + k] * centres[j * COMPONENTS + k];
            }
        }
        float[] scale = new float[FEATURES];
        Arrays.fill(scale, 0.06f);
        return new KernelHead(
                randoms(FEATURES),
                scale,
                new Projection(directions, FEATURES),
                centres,
                norms,
                randoms(CENTRES),
                kernel,
                0.4,
                -0.05,
                1.05,
                uncertainty);
    }

    private float[] randoms(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Gaussian elimination, independently of the Cholesky factor in the tested code. */
    private static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] rows = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double[] x = right.clone();
        for (int column = 0; column < n; column++) {
            for (int row = column + 1; row < n; row++) {
                double factor = rows[row][column] / rows[column][column];
                for (int i = column; i < n; i++) {
                    rows[row][i] -= factor * rows[column][i];
                }
                x[row] -= factor * x[column];
            }
        }
        for (int row = n - 1; row >= 0; row--) {
            for (int i = row + 1; i < n; i++) {
                x[row] -= rows[row][i] * x[i];
            }
            x[row] /= rows[row][row];
        }
        return x;
    }
}
