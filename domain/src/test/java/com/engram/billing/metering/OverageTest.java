package com.engram.billing.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverageTest {

    private static final Optional<Integer> UNCHARGED = Optional.empty();

    @Test
    void what_is_beyond_the_allowance_is_charged() {
        assertThat(Overage.NONE.charged(5000, Optional.of(5000))).isZero();
        assertThat(Overage.NONE.charged(5012, Optional.of(5000))).isEqualTo(12);
        assertThat(Overage.NONE.charged(5012, UNCHARGED)).isZero();
    }

    @Test
    void a_smaller_plan_does_not_charge_for_what_the_larger_one_allowed() {
        Overage moved = Overage.NONE.settle(20_000, 20_003, Optional.of(50_000));

        assertThat(moved.charged(20_000, Optional.of(5000))).isZero();
        assertThat(moved.charged(20_003, Optional.of(5000))).isZero();
        assertThat(moved.charged(20_010, Optional.of(5000))).isEqualTo(7);
    }

    @Test
    void a_larger_plan_keeps_the_charge_for_what_went_beyond_the_smaller_one() {
        Overage moved = Overage.NONE.settle(6000, 6000, Optional.of(5000));

        assertThat(moved.charged(6000, Optional.of(50_000))).isEqualTo(1000);
        assertThat(moved.charged(50_002, Optional.of(50_000))).isEqualTo(1002);
    }

    @Test
    void changes_add_up() {
        Overage back = Overage.NONE.settle(6000, 6000, Optional.of(5000)).settle(9000, 9000, Optional.of(50_000));

        assertThat(back.charged(9100, Optional.of(5000))).isEqualTo(1100);
    }
}
