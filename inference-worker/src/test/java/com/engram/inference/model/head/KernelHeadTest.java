package com.engram.inference.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.inference.model.network.FeatureMap;
import com.engram.inference.model.network.Tensor;
import com.engram.inference.model.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelHeadTest {
    private static final int FEATURES = 12;
    private final Random random = new Random(3);
    private final KernelHead head = head();

    @Test
    void the_linear_head_at_an_image_gives_the_same_score() {
        for (int i = 0; i < 20; i++) {
            float[] pooled = randoms(FEATURES);
            assertThat(head.linearAt(pooled).score(pooled)).isCloseTo(head.score(pooled), within(1e-6));
        }
    }

    @Test
    void a_smooth_head_is_stored_with_its_tolerance_and_decomposes_exactly() {
        KernelHead smooth = head(new Kernel(Kernel.Shape.MATERN, 0.9, 0.07));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        smooth.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        KernelHead stored = (KernelHead) Head.of(new Weights(tensors), FEATURES);
        assertThat(stored.kernel().shape()).isEqualTo(Kernel.Shape.MATERN);
        assertThat(stored.kernel().tolerance()).isCloseTo(0.07, within(1e-8));
        assertThat(stored.uncertainty().repeatVariance()).isCloseTo(0.01, within(1e-8));
        for (int i = 0; i < 20; i++) {
            float[] pooled = randoms(FEATURES);
            assertThat(stored.score(pooled)).isCloseTo(smooth.score(pooled), within(1e-6));
            LinearHead here = smooth.linearAt(pooled);
            assertThat(here.score(pooled)).isCloseTo(smooth.score(pooled), within(1e-6));
            double change = 0;
            for (int j = 0; j < FEATURES; j++) {
                change += here.weights()[j] * (pooled[j] - smooth.mean()[j]);
            }
            assertThat(change).isCloseTo(smooth.score(pooled) - smooth.score(smooth.mean()), within(5e-3));
        }
    }

    @Test
    void a_head_that_was_stored_before_smooth_kernels_has_a_laplace_kernel() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        head.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        float[] constants = Arrays.copyOf(tensors.get("head.constants").values(), 6);
        tensors.put("head.constants", new Tensor("head.constants", new long[] {6}, constants));
        KernelHead stored = (KernelHead) Head.of(new Weights(tensors), FEATURES);
        float[] pooled = randoms(FEATURES);
        assertThat(stored.kernel().shape()).isEqualTo(Kernel.Shape.LAPLACE);
        assertThat(stored.score(pooled)).isCloseTo(head.score(pooled), within(1e-6));
        assertThat(stored.uncertainty().isKnown()).isTrue();
    }

    @Test
    void its_weights_follow_the_score_from_the_mean_image() {
        float[] pooled = randoms(FEATURES);
        LinearHead here = head.linearAt(pooled);
        double change = 0;
        for (int i = 0; i < FEATURES; i++) {
            change += here.weights()[i] * (pooled[i] - head.mean()[i]);
        }
        assertThat(change).isCloseTo(head.score(pooled) - head.score(head.mean()), within(5e-3));
    }

    @Test
    void the_cells_of_all_layers_add_up_to_the_score() {
        FeatureMap coarse = new FeatureMap(randoms(4 * 2 * 3), 4, 2, 3);
        FeatureMap fine = new FeatureMap(randoms(8 * 4 * 6), 8, 4, 6);
        float[] pooled = new float[FEATURES];
        for (int i = 0; i < FEATURES; i++) {
            FeatureMap map = i < 4 ? coarse : fine;
            int cells = map.rows() * map.columns();
            int channel = i < 4 ? i : i - 4;
            for (int c = 0; c < cells; c++) {
                pooled[i] += map.values()[channel * cells + c] / cells;
            }
        }
        LinearHead here = head.linearAt(pooled);
        double sum = here.bias();
        for (float cell : here.cells(List.of(coarse, fine))) {
            sum += cell / 6;
        }
        assertThat(sum).isCloseTo(head.score(pooled), within(1e-5));
    }

    @Test
    void it_is_stored_in_the_weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        head.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        float[] pooled = randoms(FEATURES);
        KernelHead stored = (KernelHead) Head.of(new Weights(tensors), FEATURES);
        assertThat(stored.score(pooled)).isCloseTo(head.score(pooled), within(1e-6));
        assertThat(stored.uncertainty().variance()).isCloseTo(0.4, within(1e-6));
        assertThat(stored.uncertainty().nugget()).isCloseTo(0.15, within(1e-6));
    }

    @Test
    void a_head_that_was_stored_without_uncertainty_is_read() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        head.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
        float[] constants = Arrays.copyOf(tensors.get("head.constants").values(), 4);
        tensors.put("head.constants", new Tensor("head.constants", new long[] {4}, constants));
        KernelHead stored = (KernelHead) Head.of(new Weights(tensors), FEATURES);
        float[] pooled = randoms(FEATURES);
        assertThat(stored.score(pooled)).isCloseTo(head.score(pooled), within(1e-6));
        assertThat(stored.uncertainty().isKnown()).isFalse();
    }

    @Test
    void equal_features_have_equal_embeddings_and_distances_are_preserved() {
        float[] a = randoms(FEATURES);
        float[] b = randoms(FEATURES);
        assertThat(head.embed(a).orElseThrow().distance(head.embed(a).orElseThrow()))
                .isZero();
        double squared = 0;
        for (int i = 0; i < FEATURES; i++) {
            squared += Math.pow((a[i] - b[i]) * head.scale()[i], 2);
        }
        // With a dozen features and 128 values, the sketch has hardly any collision.
        assertThat(head.embed(a).orElseThrow().distance(head.embed(b).orElseThrow()))
                .isCloseTo(Math.sqrt(squared), within(0.15 * Math.sqrt(squared)));
    }

    /** A head with seven random centres and five components, and with distances outside the components. */
    private KernelHead head() {
        return head(Kernel.laplace(0.6));
    }

    private KernelHead head(Kernel kernel) {
        float[] directions = new float[5 * FEATURES];
        for (int k = 0; k < 5; k++) {
            directions[k * FEATURES + 2 * k] = 1;
        }
        float[] centres = randoms(7 * 5);
        float[] norms = new float[7];
        for (int j = 0; j < 7; j++) {
            norms[j] = 0.3f;
            for (int k = 0; k < 5; k++) {
                norms[j] += centres[j * 5 + k] * centres[j * 5 + k];
            }
        }
        float[] scale = new float[FEATURES];
        Arrays.fill(scale, 0.8f);
        return new KernelHead(
                randoms(FEATURES),
                scale,
                new Projection(directions, FEATURES),
                centres,
                norms,
                randoms(7),
                kernel,
                0.4,
                -0.05,
                1.05,
                new Uncertainty(0.15, 0.4, 0.01));
    }

    private float[] randoms(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
