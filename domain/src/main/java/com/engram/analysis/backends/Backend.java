package com.engram.analysis.backends;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A scorer behind a circuit breaker, which keeps away from one that is down, and a limit of calls at once, which falls by
 * a tenth with each sign of overload and rises again by one as calls succeed.
 */
public final class Backend {

    private static final int FAILURES = 5;
    private static final int OUT_OF = 10;
    private static final Duration KEEP_AWAY = Duration.ofSeconds(5);

    private final Scorer scorer;
    private final AIMDLimit limit;
    private final SimpleLimiter<Void> limiter;

    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, OUT_OF)
            .withDelay(KEEP_AWAY)
            .withSuccessThreshold(1)
            .build();

    /** What was told of the active model so long ago still serves. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private volatile @Nullable Told told;
    private volatile @Nullable String lastTrouble;
    private volatile BackendMode hold = BackendMode.OPEN;

    Backend(Scorer scorer, int mostAtOnce) {
        this.scorer = scorer;
        this.limit = AIMDLimit.newBuilder()
                .initialLimit(mostAtOnce)
                .minLimit(1)
                .maxLimit(mostAtOnce)
                // A slow answer is no sign of overload: pictures differ.
                .timeout(1, TimeUnit.HOURS)
                .build();
        this.limiter = SimpleLimiter.newBuilder().limit(limit).build();
    }

    /**
     * How a backend does, as this server sees it.
     *
     * @param breaker closed: it is asked; open: it is left alone for a while; half_open: it is tried
     * @param running calls under way
     * @param limit calls that may be under way
     * @param trouble why the last call that came to nothing did
     * @param hold whether the operator lets it be asked
     */
    public record Standing(
            String name, String breaker, int running, int limit, Optional<String> trouble, BackendMode hold) {}

    /** The active model, and the machine's timer when it was heard of. */
    private record Told(String model, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < GOOD_FOR.toNanos();
        }
    }

    Scorer scorer() {
        return scorer;
    }

    String name() {
        return scorer.name();
    }

    /** Holds it back, or lets it be asked again. */
    void obey(BackendMode order) {
        hold = order;
    }

    BackendMode hold() {
        return hold;
    }

    boolean takesWork() {
        boolean leftAlone = breaker.isOpen() && !breaker.getRemainingDelay().isZero();
        return hold == BackendMode.OPEN && !leftAlone && limiter.getInflight() < limit.getLimit();
    }

    /** Asks the scorer; empty if it is to be left alone now. */
    Optional<Outcome> ask(Scorer.Order order) {
        if (hold == BackendMode.PAUSED) {
            return Optional.empty();
        }
        Optional<Limiter.Listener> place = limiter.acquire(null);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        if (!breaker.tryAcquirePermit()) {
            place.get().onIgnore();
            return Optional.empty();
        }
        return Optional.of(call(order, place.get()));
    }

    private Outcome call(Scorer.Order order, Limiter.Listener place) {
        Outcome outcome;
        try {
            outcome = scorer.score(order);
        } catch (RuntimeException e) {
            place.onIgnore();
            breaker.recordFailure();
            throw e;
        }
        learn(outcome, place);
        if (outcome instanceof Outcome.Scored scored && order.model().isEmpty()) {
            told = new Told(scored.model().fullName(), System.nanoTime());
        }
        return outcome;
    }

    /** The model that it answers with unless another is asked for, as it tells or as it last answered; may ask it. */
    Optional<String> activeModel() {
        Told last = told;
        if (last == null || !last.isFresh()) {
            scorer.listModels().stream()
                    .filter(Scorer.Served::active)
                    .findFirst()
                    .ifPresent(served -> told = new Told(served.fullName(), System.nanoTime()));
        }
        return Optional.ofNullable(told).map(Told::model);
    }

    private void learn(Outcome outcome, Limiter.Listener place) {
        if (!(outcome instanceof Outcome.Retry retry)) {
            place.onSuccess();
            breaker.recordSuccess();
            return;
        }
        lastTrouble = retry.reason();
        switch (retry.cause()) {
            case DOWN -> {
                place.onIgnore();
                breaker.recordFailure();
            }
            case BUSY -> {
                place.onDropped();
                // It lives, and says so.
                breaker.recordSuccess();
            }
            case STORE -> {
                place.onIgnore();
                breaker.recordSuccess();
            }
            case FAULT -> {
                place.onIgnore();
                breaker.recordFailure();
            }
        }
    }

    Standing standing() {
        return new Standing(
                name(),
                breaker.getState().name().toLowerCase(Locale.ROOT),
                limiter.getInflight(),
                limit.getLimit(),
                Optional.ofNullable(lastTrouble),
                hold);
    }
}
