package com.engram.web.pages;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Formats times for pages, in UTC: one format for each kind. Templates call it as {@code times}. */
public final class UtcTimes {

    private static final DateTimeFormatter DAY = formatter("yyyy-MM-dd");
    private static final DateTimeFormatter LONG_DAY = formatter("d MMMM yyyy");
    private static final DateTimeFormatter MINUTE = formatter("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = formatter("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter CLOCK = formatter("HH:mm:ss");
    private static final DateTimeFormatter SHORT_CLOCK = formatter("HH:mm");

    /** A day in a table, such as {@code 2026-11-27}. */
    public String day(TemporalAccessor time) {
        return DAY.format(time);
    }

    /** A day in a sentence, such as {@code 27 November 2026}. */
    public String longDay(TemporalAccessor time) {
        return LONG_DAY.format(time);
    }

    /** A time to the minute, such as {@code 2026-11-27 10:00}. */
    public String minute(TemporalAccessor time) {
        return MINUTE.format(time);
    }

    /** A time to the second, such as {@code 2026-11-27 10:00:03}. */
    public String second(TemporalAccessor time) {
        return SECOND.format(time);
    }

    /** A time of day to the second, such as {@code 10:00:03}. */
    public String clock(TemporalAccessor time) {
        return CLOCK.format(time);
    }

    /** A time of day to the minute, such as {@code 10:00}. */
    public String shortClock(TemporalAccessor time) {
        return SHORT_CLOCK.format(time);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
