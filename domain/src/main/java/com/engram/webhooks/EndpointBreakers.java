package com.engram.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps endpoints that do not respond from occupying this server's threads. An endpoint gets a limited number of calls at a
 * time. After some calls in a row without a response it gets none for a while, then a single one; the pause doubles with
 * each failure up to fifteen minutes.
 */
@ApplicationScoped
class EndpointBreakers {

    /** Calls to one endpoint at a time. */
    static final int MAX_CALLS = 2;

    /** Failures in a row after which an endpoint gets a pause. */
    static final int MAX_FAILURES = 5;

    /** How long a delivery waits while the endpoint has as many calls as it may have. */
    static final Duration BUSY_DELAY = Duration.ofSeconds(10);

    static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(15);

    private final Map<UUID, EndpointState> endpoints = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    EndpointBreakers(Clock clock) {
        this.clock = clock;
    }

    private record EndpointState(
            int calls, int failures, @Nullable Instant pausedUntil) {

        static final EndpointState NEW = new EndpointState(0, 0, null);

        boolean isIdle() {
            return calls == 0 && failures == 0;
        }
    }

    /**
     * Reserves a call. The caller has to {@linkplain #finish finish} it.
     *
     * @return when to try again, if no call may be made now
     */
    Optional<Instant> findDelay(UUID endpoint) {
        Instant now = clock.instant();
        Instant[] delay = new Instant[1];
        endpoints.compute(endpoint, (id, known) -> {
            EndpointState state = known == null ? EndpointState.NEW : known;
            Instant pause = state.pausedUntil();
            if (pause != null && now.isBefore(pause)) {
                delay[0] = pause;
                return state;
            }
            // After a pause a single call shows whether the endpoint responds again.
            if (state.calls() >= (pause == null ? MAX_CALLS : 1)) {
                delay[0] = now.plus(BUSY_DELAY);
                return state;
            }
            return new EndpointState(state.calls() + 1, state.failures(), pause);
        });
        return Optional.ofNullable(delay[0]);
    }

    /**
     * Ends a call.
     *
     * @param responded whether the endpoint responded in time, with whatever status
     */
    void finish(UUID endpoint, boolean responded) {
        endpoints.computeIfPresent(endpoint, (id, state) -> {
            int failures = responded ? 0 : state.failures() + 1;
            Instant pause = failures < MAX_FAILURES ? null : clock.instant().plus(pause(failures));
            EndpointState next = new EndpointState(Math.max(0, state.calls() - 1), failures, pause);
            return next.isIdle() ? null : next;
        });
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - MAX_FAILURES, 10));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }
}
