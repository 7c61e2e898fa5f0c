package com.engram.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Endpoints that hang occupy few threads, and get pauses. */
@DomainTest
class EndpointBreakersTest {

    private static final UUID ENDPOINT = UUID.randomUUID();

    private final EndpointBreakers breakers;
    private final SettableClock clock;

    EndpointBreakersTest(EndpointBreakers breakers, SettableClock clock) {
        this.breakers = breakers;
        this.clock = clock;
    }

    @Test
    void an_endpoint_gets_two_calls_at_a_time_and_others_are_not_affected() {
        assertThat(breakers.findDelay(ENDPOINT)).isEmpty();
        assertThat(breakers.findDelay(ENDPOINT)).isEmpty();

        assertThat(breakers.findDelay(ENDPOINT)).contains(clock.instant().plus(EndpointBreakers.BUSY_DELAY));
        assertThat(breakers.findDelay(UUID.randomUUID())).isEmpty();

        breakers.finish(ENDPOINT, true);
        assertThat(breakers.findDelay(ENDPOINT)).isEmpty();
    }

    @Test
    void an_endpoint_that_does_not_respond_gets_a_pause_and_then_a_single_call() {
        fail(EndpointBreakers.MAX_FAILURES);

        assertThat(breakers.findDelay(ENDPOINT)).contains(clock.instant().plus(EndpointBreakers.FIRST_PAUSE));
        clock.tick(EndpointBreakers.FIRST_PAUSE);
        assertThat(breakers.findDelay(ENDPOINT)).isEmpty();
        assertThat(breakers.findDelay(ENDPOINT)).isPresent();
    }

    @Test
    void the_pause_doubles_with_each_failure_up_to_a_quarter_of_an_hour() {
        fail(EndpointBreakers.MAX_FAILURES);
        clock.tick(Duration.ofMinutes(1));
        fail(1);
        assertThat(breakers.findDelay(ENDPOINT)).contains(clock.instant().plus(Duration.ofMinutes(2)));

        for (int i = 0; i < 10; i++) {
            clock.tick(Duration.ofMinutes(15));
            fail(1);
        }
        assertThat(breakers.findDelay(ENDPOINT)).contains(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void a_response_of_any_status_ends_the_pauses() {
        fail(EndpointBreakers.MAX_FAILURES);
        clock.tick(EndpointBreakers.FIRST_PAUSE);
        breakers.findDelay(ENDPOINT);
        breakers.finish(ENDPOINT, true);

        assertThat(breakers.findDelay(ENDPOINT)).isEmpty();
        assertThat(breakers.findDelay(ENDPOINT)).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breakers.findDelay(ENDPOINT)).isEmpty();
            breakers.finish(ENDPOINT, false);
        }
    }
}
