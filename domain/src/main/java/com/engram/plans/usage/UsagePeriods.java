package com.engram.plans.usage;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The monthly periods for which usage is counted. They begin on the anchor's day of the month, or on the last day of a
 * shorter month. Without an anchor they are calendar months. All days are UTC.
 */
public final class UsagePeriods {

    private UsagePeriods() {}

    /** The first day of the period that contains a day. */
    public static LocalDate current(Optional<LocalDate> anchor, LocalDate day) {
        LocalDate first = anchor.orElse(LocalDate.EPOCH);
        long months = ChronoUnit.MONTHS.between(first.withDayOfMonth(1), day.withDayOfMonth(1));
        LocalDate start = first.plusMonths(months);
        return start.isAfter(day) ? first.plusMonths(months - 1) : start;
    }

    /** The first day of the period after the one that begins on {@code start}. */
    public static LocalDate next(Optional<LocalDate> anchor, LocalDate start) {
        LocalDate first = anchor.orElse(LocalDate.EPOCH);
        long months = ChronoUnit.MONTHS.between(first.withDayOfMonth(1), start.withDayOfMonth(1));
        return first.plusMonths(months + 1);
    }
}
