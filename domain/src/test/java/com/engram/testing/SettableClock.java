package com.engram.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of a test: it stands still until the test moves it. The database has the same time, for {@code now()} reads it
 * from a table.
 */
public final class SettableClock extends Clock {

    /** When every test begins: a day in the middle of a month and of a week. */
    public static final Instant START = Instant.parse("2030-05-15T12:00:00Z");

    private volatile Instant now = START;

    /** Moves the time on. */
    public void tick(Duration duration) {
        set(now.plus(duration));
    }

    /** Moves the time to any point. */
    public void set(Instant instant) {
        now = instant;
        TestDatabase.setTime(instant);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }

    void reset() {
        now = START;
    }
}
