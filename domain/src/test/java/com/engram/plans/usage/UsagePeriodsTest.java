package com.engram.plans.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsagePeriodsTest {

    private static final Optional<LocalDate> CALENDAR = Optional.empty();

    @Test
    void without_a_subscription_months_are_those_of_the_calendar() {
        assertThat(UsagePeriods.current(CALENDAR, LocalDate.parse("2026-11-23")))
                .isEqualTo("2026-11-01");
        assertThat(UsagePeriods.next(CALENDAR, LocalDate.parse("2026-12-01"))).isEqualTo("2027-01-01");
    }

    @Test
    void a_subscription_begins_its_months_on_its_own_day() {
        Optional<LocalDate> anchor = Optional.of(LocalDate.parse("2026-09-15"));
        assertThat(UsagePeriods.current(anchor, LocalDate.parse("2026-09-15"))).isEqualTo("2026-09-15");
        assertThat(UsagePeriods.current(anchor, LocalDate.parse("2026-11-14"))).isEqualTo("2026-10-15");
        assertThat(UsagePeriods.current(anchor, LocalDate.parse("2026-11-15"))).isEqualTo("2026-11-15");
        assertThat(UsagePeriods.next(anchor, LocalDate.parse("2026-11-15"))).isEqualTo("2026-12-15");
    }

    @Test
    void a_month_that_is_too_short_begins_on_its_last_day_and_the_next_one_on_the_right_one() {
        Optional<LocalDate> anchor = Optional.of(LocalDate.parse("2026-01-31"));
        LocalDate february = UsagePeriods.current(anchor, LocalDate.parse("2026-03-30"));
        assertThat(february).isEqualTo("2026-02-28");
        assertThat(UsagePeriods.next(anchor, february)).isEqualTo("2026-03-31");
    }

    @Test
    void each_day_lies_in_exactly_one_period() {
        Optional<LocalDate> anchor = Optional.of(LocalDate.parse("2024-02-29"));
        for (LocalDate day = LocalDate.parse("2024-02-29"); day.getYear() < 2029; day = day.plusDays(1)) {
            LocalDate start = UsagePeriods.current(anchor, day);
            assertThat(day).isBetween(start, UsagePeriods.next(anchor, start).minusDays(1));
            assertThat(UsagePeriods.current(
                            anchor, UsagePeriods.next(anchor, start).minusDays(1)))
                    .isEqualTo(start);
        }
    }
}
