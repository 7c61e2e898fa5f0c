package com.engram.admin.operations;

import java.time.Duration;

/** Formats how long something has lasted. */
public final class Durations {

    private Durations() {}

    /** The two largest units, such as {@code 3 h 20 min}, {@code 5 min 4 s} or {@code 12 s}. */
    public static String format(Duration duration) {
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : duration.toSeconds() + " s";
    }
}
