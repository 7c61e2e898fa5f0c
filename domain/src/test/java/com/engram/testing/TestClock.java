package com.engram.testing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import java.time.Clock;

/** Gives the beans the test's clock. */
@ApplicationScoped
class TestClock {

    private static final SettableClock CLOCK = new SettableClock();

    static SettableClock clock() {
        return CLOCK;
    }

    @Produces
    @Typed({Clock.class, SettableClock.class})
    SettableClock produce() {
        return CLOCK;
    }
}
