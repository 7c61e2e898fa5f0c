package com.engram.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptivePageSizeTest {

    private final AdaptivePageSize pageSize = new AdaptivePageSize();

    @Test
    void the_first_page_is_one_image() {
        assertThat(pageSize.pageSize(32)).isEqualTo(1);
    }

    @Test
    void a_page_takes_about_a_second() {
        record(100, Duration.ofMillis(440));

        assertThat(pageSize.pageSize(32)).isEqualTo(2);
    }

    @Test
    void a_fast_scorer_soon_gets_the_largest_page() {
        record(20, Duration.ofMillis(4));

        assertThat(pageSize.pageSize(32)).isEqualTo(32);
    }

    @Test
    void a_slow_scorer_gets_one_image() {
        record(100, Duration.ofSeconds(40));

        assertThat(pageSize.pageSize(32)).isEqualTo(1);
    }

    private void record(int times, Duration each) {
        for (int i = 0; i < times; i++) {
            pageSize.recordDuration(each.toNanos());
        }
    }
}
