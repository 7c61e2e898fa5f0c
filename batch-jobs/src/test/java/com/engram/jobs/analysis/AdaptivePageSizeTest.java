package com.engram.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptivePageSizeTest {

    private final AdaptivePageSize pace = new AdaptivePageSize();

    @Test
    void a_lane_that_has_seen_nothing_takes_up_one_picture() {
        assertThat(pace.page(32)).isEqualTo(1);
    }

    @Test
    void a_page_is_what_gets_done_in_about_a_second() {
        took(100, Duration.ofMillis(440));

        assertThat(pace.page(32)).isEqualTo(2);
    }

    @Test
    void a_quick_scorer_soon_fills_the_largest_page() {
        took(20, Duration.ofMillis(4));

        assertThat(pace.page(32)).isEqualTo(32);
    }

    @Test
    void however_slow_it_is_a_lane_takes_up_one() {
        took(100, Duration.ofSeconds(40));

        assertThat(pace.page(32)).isEqualTo(1);
    }

    private void took(int times, Duration each) {
        for (int i = 0; i < times; i++) {
            pace.took(each.toNanos());
        }
    }
}
