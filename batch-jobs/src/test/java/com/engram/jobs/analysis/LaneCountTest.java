package com.engram.jobs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneCountTest {

    @Test
    void a_dead_partition_is_replaced_while_others_live() {
        assertThat(LaneCount.missing(4, 3, false)).isEqualTo(1);
        assertThat(LaneCount.missing(4, 0, false)).isEqualTo(4);
        assertThat(LaneCount.missing(4, 4, false)).isZero();
    }

    @Test
    void no_partition_is_started_twice_while_a_job_begins() {
        assertThat(LaneCount.missing(4, 0, true)).isZero();
    }
}
