package com.engram.analysis.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.engram.analysis.backends.Score;
import org.junit.jupiter.api.Test;

class ScoreDifferenceTest {

    @Test
    void bands_add_up_like_the_sides_of_a_right_angle() {
        ScoreDifference difference = ScoreDifference.of(score(0.8, 0.03), score(0.7, 0.04));

        assertThat(difference.value()).isCloseTo(0.1, within(1e-9));
        assertThat(difference.band()).isCloseTo(0.05, within(1e-9));
        assertThat(difference.exceedsBand()).isTrue();
    }

    @Test
    void a_small_difference_between_wide_bands_is_within_them() {
        assertThat(ScoreDifference.of(score(0.75, 0.15), score(0.7, 0.15)).exceedsBand())
                .isFalse();
    }

    @Test
    void a_difference_as_wide_as_its_band_is_right_in_95_of_100_pairs() {
        assertThat(new ScoreDifference(-0.2, 0.2).chanceOfHigher()).isEqualTo(95);
    }

    @Test
    void no_difference_is_a_coin() {
        assertThat(new ScoreDifference(0, 0.2).chanceOfHigher()).isEqualTo(50);
    }

    private static Score score(double value, double halfWidth) {
        return new Score(value, value - halfWidth, value + halfWidth, 50, false);
    }
}
