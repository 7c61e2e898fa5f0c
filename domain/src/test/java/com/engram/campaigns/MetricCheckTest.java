package com.engram.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.campaigns.MetricCheck.Point;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricCheckTest {

    @Test
    void the_same_order_is_a_correlation_of_one_and_the_opposite_order_of_minus_one() {
        MetricCheck same = check(20, i -> i * i);
        MetricCheck opposite = check(20, i -> -i);

        assertThat(same.correlation().orElseThrow().value()).isCloseTo(1, within(1e-12));
        assertThat(same.concordance()).contains(1.0);
        assertThat(same.finding()).isEqualTo(Finding.HIGHER);
        assertThat(opposite.correlation().orElseThrow().value()).isCloseTo(-1, within(1e-12));
        assertThat(opposite.concordance()).contains(0.0);
        assertThat(opposite.finding()).isEqualTo(Finding.LOWER);
    }

    @Test
    void under_twelve_pairs_nothing_is_computed() {
        assertThat(check(11, i -> i).correlation()).isEmpty();
        assertThat(check(11, i -> i).finding()).isEqualTo(Finding.TOO_FEW);
        assertThat(check(12, i -> i).finding()).isEqualTo(Finding.HIGHER);
    }

    @Test
    void equal_values_have_no_order() {
        assertThat(check(20, i -> 3).finding()).isEqualTo(Finding.NO_VARIATION);
    }

    /** Computed by hand: 1 - 6 Σd² / (n (n² - 1)), and the interval of Bonett and Wright around it. */
    @Test
    void the_correlation_and_its_interval_are_those_of_the_source() {
        double[] values = {5, 1, 9, 2, 7, 12, 3, 8, 4, 11, 6, 10};

        RankCorrelation correlation = check(12, i -> values[i]).correlation().orElseThrow();

        assertThat(correlation.value()).isCloseTo(0.4125874, within(1e-6));
        assertThat(correlation.low()).isCloseTo(-0.237, within(1e-3));
        assertThat(correlation.high()).isCloseTo(0.807, within(1e-3));
        assertThat(correlation.finding()).isEqualTo(Finding.UNDECIDED);
    }

    /** Of series without any relation, about one in twenty seems to have one: that is what 95 % means. */
    @Test
    void chance_is_rarely_taken_for_a_relation() {
        Random random = new Random(7);
        long decided = IntStream.range(0, 1_000)
                .filter(run -> check(30, i -> random.nextDouble()).finding() != Finding.UNDECIDED)
                .count();

        assertThat(decided).isBetween(25L, 75L);
    }

    private static MetricCheck check(int points, IntToDoubleFunction value) {
        List<Point> all = IntStream.range(0, points)
                .mapToObj(i -> new Point(new UUID(0, i), i + ".jpg", i / 100.0, value.applyAsDouble(i)))
                .toList();
        return MetricCheck.of("CTR", all);
    }
}
