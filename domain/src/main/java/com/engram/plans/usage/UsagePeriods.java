package com.engram.plans.usage;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The months by which a tenant's images are counted: from the day of the month on which its subscription began, or
 * calendar months. A month without that day begins on its last.
 */
public final class UsagePeriods {

    private UsagePeriods() {}

    /** The first day of the period that has that day in it. */
    public static LocalDate current(Optional<LocalDate> anchor, LocalDate day) {
        LocalDate first = anchor.orElse(LocalDate.EPOCH);
        long months = ChronoUnit.MONTHS.between(first.withDayOfMonth(1), day.withDayOfMonth(1));
        LocalDate start = first.plusMonths(months);
        return start.isAfter(day) ? first.plusMonths(months - 1) : start;
    }

    /** The first day of the period after the one that begins on that day. */
    public static LocalDate next(Optional<LocalDate> anchor, LocalDate start) {
        LocalDate first = anchor.orElse(LocalDate.EPOCH);
        long months = ChronoUnit.MONTHS.between(first.withDayOfMonth(1), start.withDayOfMonth(1));
        return first.plusMonths(months + 1);
    }
}
