package com.engram.plans.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsagePeriodsTest {

    private static final Optional<LocalDateTime> CALENDAR = Optional.empty();

    @Test
    void without_a_subscription_months_are_those_of_the_calendar() {
        assertThat(current(CALENDAR, "2026-11-23T10:00:00Z")).isEqualTo("2026-11-01");
        assertThat(UsagePeriods.next(CALENDAR, LocalDate.parse("2026-12-01"))).isEqualTo("2027-01-01");
    }

    @Test
    void a_subscription_begins_its_months_on_its_own_day() {
        Optional<LocalDateTime> anchor = anchor("2026-09-15T00:00");
        assertThat(current(anchor, "2026-09-15T00:00:00Z")).isEqualTo("2026-09-15");
        assertThat(current(anchor, "2026-11-14T23:59:59Z")).isEqualTo("2026-10-15");
        assertThat(current(anchor, "2026-11-15T00:00:00Z")).isEqualTo("2026-11-15");
        assertThat(UsagePeriods.next(anchor, LocalDate.parse("2026-11-15"))).isEqualTo("2026-12-15");
    }

    @Test
    void a_subscription_begins_its_months_at_its_own_time_of_day() {
        Optional<LocalDateTime> anchor = anchor("2026-09-15T18:30");
        assertThat(current(anchor, "2026-10-15T18:29:59Z")).isEqualTo("2026-09-15");
        assertThat(current(anchor, "2026-10-15T18:30:00Z")).isEqualTo("2026-10-15");
        assertThat(UsagePeriods.startOf(anchor, LocalDate.parse("2026-10-15"))).isEqualTo("2026-10-15T18:30:00Z");
    }

    @Test
    void a_month_that_is_too_short_begins_on_its_last_day_and_the_next_one_on_the_right_one() {
        for (int day = 29; day <= 31; day++) {
            Optional<LocalDateTime> anchor = anchor("2026-01-" + day + "T22:15");
            assertThat(current(anchor, "2026-02-28T22:14:00Z")).isEqualTo("2026-01-" + day);
            LocalDate february = current(anchor, "2026-02-28T22:15:00Z");
            assertThat(february).isEqualTo("2026-02-28");
            assertThat(UsagePeriods.next(anchor, february)).isEqualTo("2026-03-" + day);
        }
    }

    @Test
    void a_year_without_a_leap_day_begins_its_period_on_the_day_before() {
        Optional<LocalDateTime> anchor = anchor("2028-02-29T12:00");
        assertThat(current(anchor, "2029-02-28T12:00:00Z")).isEqualTo("2029-02-28");
        assertThat(UsagePeriods.next(anchor, LocalDate.parse("2029-02-28"))).isEqualTo("2029-03-29");
        assertThat(current(anchor, "2032-02-29T11:59:59Z")).isEqualTo("2032-01-29");
        assertThat(current(anchor, "2032-02-29T12:00:00Z")).isEqualTo("2032-02-29");
    }

    @Test
    void a_period_that_began_before_the_subscription_ends_where_the_subscription_begins() {
        Optional<LocalDateTime> anchor = anchor("2026-05-31T12:00");
        assertThat(UsagePeriods.next(anchor, LocalDate.parse("2026-05-01"))).isEqualTo("2026-05-31");
        assertThat(UsagePeriods.next(anchor, LocalDate.parse("2026-04-01"))).isEqualTo("2026-05-01");
    }

    @Test
    void each_hour_lies_in_exactly_one_period() {
        Optional<LocalDateTime> anchor = anchor("2024-02-29T05:00");
        Instant end = Instant.parse("2029-01-01T00:00:00Z");
        for (Instant time = Instant.parse("2024-02-29T05:00:00Z"); time.isBefore(end); time = time.plusSeconds(3600)) {
            LocalDate start = UsagePeriods.current(anchor, time);
            LocalDate next = UsagePeriods.next(anchor, start);
            assertThat(time)
                    .isBetween(
                            UsagePeriods.startOf(anchor, start),
                            UsagePeriods.startOf(anchor, next).minusNanos(1));
        }
    }

    private static Optional<LocalDateTime> anchor(String time) {
        return Optional.of(LocalDateTime.parse(time));
    }

    private static LocalDate current(Optional<LocalDateTime> anchor, String time) {
        return UsagePeriods.current(anchor, Instant.parse(time));
    }
}
