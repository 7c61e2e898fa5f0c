package com.engram.analysis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

class BackoffTest {

    @RepeatedTest(50)
    void each_attempt_waits_up_to_twice_as_long_as_the_one_before() {
        for (int attempts = 0; attempts < 8; attempts++) {
            assertThat(Backoff.delayAfter(attempts))
                    .isBetween(Duration.ofMillis(500L << attempts), Duration.ofSeconds(1L << attempts));
        }
    }

    @RepeatedTest(50)
    void no_delay_is_longer_than_five_minutes() {
        assertThat(Backoff.delayAfter(20)).isLessThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(Backoff.delayAfter(Integer.MAX_VALUE)).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }
}
