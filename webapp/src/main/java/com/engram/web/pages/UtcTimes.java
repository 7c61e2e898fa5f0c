package com.engram.web.pages;

import com.engram.language.Language;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Formats times for pages, in UTC and in the page's language: one format for each kind. Templates call it as {@code times}.
 */
public final class UtcTimes {

    private record Format(String pattern, Language language) {}

    /** Parsing a pattern takes longer than formatting a time. */
    private static final Map<Format, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

    private final Language language;

    public UtcTimes(Language language) {
        this.language = language;
    }

    /** A day in a table, such as {@code 27 Nov 2026}. */
    public String day(TemporalAccessor time) {
        return format("d MMM yyyy", time);
    }

    /** A day in a sentence, such as {@code 27 November 2026}. */
    public String longDay(TemporalAccessor time) {
        return format("d MMMM yyyy", time);
    }

    /** A day of the year in a sentence, such as {@code 27 November}. */
    public String dayOfYear(TemporalAccessor time) {
        return format("d MMMM", time);
    }

    /** A month, such as {@code November 2026}. */
    public String month(TemporalAccessor month) {
        return format("MMMM yyyy", month);
    }

    /** A time to the minute, such as {@code 27 Nov 2026, 10:00}. */
    public String minute(TemporalAccessor time) {
        return format("d MMM yyyy, HH:mm", time);
    }

    /** A time to the second, such as {@code 27 Nov 2026, 10:00:03}. */
    public String second(TemporalAccessor time) {
        return format("d MMM yyyy, HH:mm:ss", time);
    }

    /** A time of day to the second, such as {@code 10:00:03}. */
    public String clock(TemporalAccessor time) {
        return format("HH:mm:ss", time);
    }

    /** A time of day to the minute, such as {@code 10:00}. */
    public String shortClock(TemporalAccessor time) {
        return format("HH:mm", time);
    }

    private String format(String pattern, TemporalAccessor time) {
        return FORMATTERS
                .computeIfAbsent(
                        new Format(pattern, language),
                        format -> DateTimeFormatter.ofPattern(
                                        format.pattern(), format.language().locale())
                                .withZone(ZoneOffset.UTC))
                .format(time);
    }
}
