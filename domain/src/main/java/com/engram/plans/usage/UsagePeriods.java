package com.engram.plans.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The monthly periods for which usage is counted. A period is identified by its first day. It begins on the anchor's day
 * of the month, or on the last day of a shorter month, at the anchor's time of day. Without an anchor the periods are
 * calendar months. All days and times are UTC.
 */
public final class UsagePeriods {

    private static final LocalDateTime CALENDAR = LocalDate.EPOCH.atStartOfDay();

    private UsagePeriods() {}

    /** The first day of the period that contains a time. */
    public static LocalDate current(Optional<LocalDateTime> anchor, Instant time) {
        LocalDateTime first = anchor.orElse(CALENDAR);
        // A period that begins at noon contains the next morning, so days are counted from noon to noon.
        LocalDate day = LocalDateTime.ofInstant(time, ZoneOffset.UTC)
                .minusNanos(first.toLocalTime().toNanoOfDay())
                .toLocalDate();
        long months = monthsUntil(first.toLocalDate(), day);
        LocalDate start = first.toLocalDate().plusMonths(months);
        return start.isAfter(day) ? first.toLocalDate().plusMonths(months - 1) : start;
    }

    /** The first day of the period after the one that begins on {@code start}. */
    public static LocalDate next(Optional<LocalDateTime> anchor, LocalDate start) {
        LocalDate first = anchor.orElse(CALENDAR).toLocalDate();
        if (start.isBefore(first)) {
            // It began under an earlier anchor, and ends after a month or where the first period of this anchor begins.
            LocalDate monthLater = start.plusMonths(1);
            return monthLater.isBefore(first) ? monthLater : first;
        }
        LocalDate sameMonth = first.plusMonths(monthsUntil(first, start));
        return sameMonth.isAfter(start) ? sameMonth : first.plusMonths(monthsUntil(first, start) + 1);
    }

    /** When the period with this first day begins. */
    public static Instant startOf(Optional<LocalDateTime> anchor, LocalDate start) {
        return start.atTime(anchor.orElse(CALENDAR).toLocalTime()).toInstant(ZoneOffset.UTC);
    }

    private static long monthsUntil(LocalDate first, LocalDate day) {
        return ChronoUnit.MONTHS.between(first.withDayOfMonth(1), day.withDayOfMonth(1));
    }
}
