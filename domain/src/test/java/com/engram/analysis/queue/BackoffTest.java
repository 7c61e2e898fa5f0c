package com.engram.analysis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

class BackoffTest {

    @RepeatedTest(50)
    void each_attempt_waits_up_to_twice_as_long_as_the_one_before() {
        for (int attempts = 0; attempts < 8; attempts++) {
            assertThat(Backoff.after(attempts))
                    .isBetween(Duration.ofMillis(500L << attempts), Duration.ofSeconds(1L << attempts));
        }
    }

    @RepeatedTest(50)
    void nothing_waits_longer_than_five_minutes() {
        assertThat(Backoff.after(20)).isLessThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(Backoff.after(Integer.MAX_VALUE)).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }
}
