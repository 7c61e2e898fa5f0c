package com.engram.inference.training.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void rank_correlation_depends_only_on_the_order() {
        assertThat(Statistics.spearman(new double[] {1, 2, 3, 4}, new double[] {1, 10, 100, 1000}))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void rank_correlation_with_ties_equals_its_definition() {
        Random random = new Random(1);
        for (int n = 5; n < 200; n += 13) {
            double[] a = new double[n];
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                a[i] = random.nextInt(20);
                b[i] = a[i] / 4 + random.nextInt(10);
            }
            assertThat(Statistics.spearman(a, b)).isCloseTo(pearson(ranks(a), ranks(b)), within(1e-9));
        }
    }

    @Test
    void a_constant_sample_has_no_rank_correlation() {
        assertThat(Statistics.spearman(new double[] {1, 2, 3}, new double[] {5, 5, 5}))
                .isNaN();
        assertThat(Statistics.spearman(new double[] {5, 5, 5}, new double[] {1, 2, 3}))
                .isNaN();
    }

    @Test
    void small_categories_do_not_count() {
        double[] actual = {1, 2, 3, 1, 2};
        double[] predicted = {1, 2, 3, 2, 1};
        assertThat(Statistics.withinCategories(predicted, actual, List.of("a", "a", "a", "b", "b")))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void the_bootstrap_interval_surrounds_the_correlation() {
        Random random = new Random(2);
        double[] a = random.doubles(300).toArray();
        double[] b = Arrays.stream(a).map(x -> x + random.nextGaussian() / 3).toArray();
        double rho = Statistics.spearman(a, b);
        assertThat(Statistics.bootstrap(a, b, 500, 1))
                .satisfies(ends -> assertThat(rho).isBetween(ends[0], ends[1]));
        assertThat(Statistics.bootstrapDifference(a, a, b, 500, 1)).containsExactly(0, 0);
    }

    @Test
    void the_line_through_points_is_found() {
        Statistics.Line line = Statistics.fitLine(new double[] {0, 1, 2}, new double[] {1, 3, 5});
        assertThat(line.intercept()).isCloseTo(1, within(1e-9));
        assertThat(line.slope()).isCloseTo(2, within(1e-9));
        assertThat(Statistics.fitLine(new double[] {2, 2}, new double[] {1, 3})).isEqualTo(new Statistics.Line(2, 0));
    }

    /** The mean of the positions that equal values share, by counting. */
    private static double[] ranks(double[] values) {
        return Arrays.stream(values)
                .map(value -> {
                    long smaller = Arrays.stream(values).filter(v -> v < value).count();
                    long equal = Arrays.stream(values).filter(v -> v == value).count();
                    return smaller + (equal - 1) / 2.0;
                })
                .toArray();
    }

    private static double pearson(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
