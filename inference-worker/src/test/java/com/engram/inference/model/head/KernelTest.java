package com.engram.inference.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTest {
    private static final Kernel LAPLACE = Kernel.laplace(0.6);
    private static final Kernel MATERN = new Kernel(Kernel.Shape.MATERN, 0.9, 0);
    private static final Kernel TOLERANT = new Kernel(Kernel.Shape.MATERN, 0.9, 0.09);

    @Test
    void the_similarity_is_1_at_distance_0_and_decreases() {
        for (Kernel kernel : List.of(LAPLACE, MATERN, TOLERANT)) {
            assertThat(kernel.at(0)).isEqualTo(1);
            assertThat(kernel.at(1)).isLessThan(kernel.at(0.5)).isGreaterThan(kernel.at(2));
        }
        assertThat(LAPLACE.at(1)).isCloseTo(Math.exp(-0.6), within(1e-12));
        double scaled = Math.sqrt(3) * 0.9;
        assertThat(MATERN.at(1)).isCloseTo((1 + scaled) * Math.exp(-scaled), within(1e-12));
    }

    @Test
    void the_matern_kernel_is_flat_near_0_and_the_laplace_kernel_is_not() {
        assertThat(1 - MATERN.at(0.01)).isLessThan(1e-3);
        assertThat(1 - LAPLACE.at(0.01)).isGreaterThan(5e-3);
    }

    @Test
    void within_the_tolerance_images_count_as_equal() {
        assertThat(TOLERANT.at(0.29)).isEqualTo(1);
        assertThat(TOLERANT.at(0.5)).isCloseTo(MATERN.at(0.4), within(1e-12));
        assertThat(TOLERANT.changeAt(0)).isZero();
        assertThat(TOLERANT.changeAt(0.15)).isCloseTo(0.25, within(1e-12));
        assertThat(TOLERANT.changeAt(2)).isEqualTo(1);
    }

    @Test
    void the_pull_is_the_slope_divided_by_the_distance() {
        for (Kernel kernel : List.of(LAPLACE, MATERN, TOLERANT)) {
            for (double distance : new double[] {0.4, 1, 2.5}) {
                double slope = (kernel.at(distance + 1e-6) - kernel.at(distance - 1e-6)) / 2e-6;
                assertThat(kernel.pullAt(distance)).isCloseTo(-slope / distance, within(1e-6));
            }
        }
        assertThat(TOLERANT.pullAt(0.2)).isZero();
        assertThat(MATERN.pullAt(0)).isFinite();
        assertThat(LAPLACE.pullAt(0)).isFinite();
    }
}
