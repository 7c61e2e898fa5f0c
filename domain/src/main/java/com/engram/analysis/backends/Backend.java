package com.engram.analysis.backends;

import com.engram.analysis.scorers.ComparisonRequest;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.ScoreRequest;
import com.engram.analysis.scorers.Scorer;
import com.engram.analysis.scorers.ScorerResult;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.VariantsRequest;
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
 * A scorer behind a circuit breaker and an adaptive limit of concurrent calls. The breaker stops calls to a scorer that is
 * unavailable. The limit falls by a tenth with each sign of overload and rises by one as calls succeed.
 */
final class Backend {

    private static final int FAILURES = 5;
    private static final int OUT_OF = 10;
    private static final Duration OPEN_DELAY = Duration.ofSeconds(5);

    /** The time for which a known active model is used without asking the scorer again. */
    private static final Duration MODEL_CACHE_TIME = Duration.ofSeconds(10);

    private final Scorer scorer;
    private final AIMDLimit limit;
    private final SimpleLimiter<Void> limiter;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES, OUT_OF)
            .withDelay(OPEN_DELAY)
            .withSuccessThreshold(1)
            .build();
    private volatile @Nullable CachedModel cachedModel;
    private volatile @Nullable String lastError;
    private volatile BackendMode mode = BackendMode.OPEN;

    Backend(Scorer scorer, int maxConcurrentCalls) {
        this.scorer = scorer;
        this.limit = AIMDLimit.newBuilder()
                .initialLimit(maxConcurrentCalls)
                .minLimit(1)
                .maxLimit(maxConcurrentCalls)
                // A slow call is no sign of overload, because images differ.
                .timeout(1, TimeUnit.HOURS)
                .build();
        this.limiter = SimpleLimiter.newBuilder().limit(limit).build();
    }

    /** An active model, and {@link System#nanoTime} when it was read. */
    private record CachedModel(String model, long readAt) {

        boolean isFresh() {
            return System.nanoTime() - readAt < MODEL_CACHE_TIME.toNanos();
        }
    }

    Scorer scorer() {
        return scorer;
    }

    String name() {
        return scorer.name();
    }

    void applyMode(BackendMode newMode) {
        mode = newMode;
    }

    BackendMode mode() {
        return mode;
    }

    /** Whether new work can be picked for this backend now. */
    boolean acceptsWork() {
        return mode == BackendMode.OPEN && !isUnavailable() && limiter.getInflight() < limit.getLimit();
    }

    private boolean isUnavailable() {
        return breaker.isOpen() && !breaker.getRemainingDelay().isZero();
    }

    /**
     * Compares images; empty if no call may be made now. Somebody waits for the answer, and it costs little, so a comparison
     * passes the limit of concurrent calls. A comparison with a short timeout says nothing about scoring, so the circuit
     * breaker does not count it.
     */
    Optional<Outcome> tryCompare(ComparisonRequest request, Duration timeout) {
        return isCallable() ? Optional.of(scorer.compare(request, timeout)) : Optional.empty();
    }

    /** Scores variants of an image, for somebody who waits, with the rules of {@link #tryCompare}. */
    Optional<Outcome> tryScoreVariants(VariantsRequest request, Duration timeout) {
        return isCallable() ? Optional.of(scorer.scoreVariants(request, timeout)) : Optional.empty();
    }

    private boolean isCallable() {
        return mode != BackendMode.PAUSED && !isUnavailable();
    }

    /** Calls the scorer; empty if no call may be made now. */
    Optional<BackendCall> tryScore(ScoreRequest request) {
        if (mode == BackendMode.PAUSED) {
            return Optional.empty();
        }
        Optional<Limiter.Listener> permit = limiter.acquire(null);
        if (permit.isEmpty()) {
            return Optional.empty();
        }
        if (!breaker.tryAcquirePermit()) {
            permit.get().onIgnore();
            return Optional.empty();
        }
        return Optional.of(call(request, permit.get()));
    }

    private BackendCall call(ScoreRequest request, Limiter.Listener permit) {
        long started = System.nanoTime();
        ScorerResult result;
        try {
            result = scorer.scoreAndMeter(request);
        } catch (RuntimeException e) {
            permit.onIgnore();
            breaker.recordFailure();
            throw e;
        }
        int millis = (int) Duration.ofNanos(System.nanoTime() - started).toMillis();
        Outcome outcome = result.outcome();
        updateLimits(outcome, permit);
        if (outcome instanceof Outcome.Scored scored && request.model().isEmpty()) {
            cachedModel = new CachedModel(scored.model().fullName(), System.nanoTime());
        }
        return new BackendCall(name(), outcome, millis, result.billed(), result.storage());
    }

    /**
     * The model that answers a request without a model, as the scorer lists it or as it last answered. May call the
     * scorer. Empty if neither is known.
     */
    Optional<String> activeModel() {
        CachedModel cached = cachedModel;
        if (cached == null || !cached.isFresh()) {
            scorer.listModels().stream()
                    .filter(ServedModel::active)
                    .findFirst()
                    .ifPresent(served -> cachedModel = new CachedModel(served.fullName(), System.nanoTime()));
        }
        return Optional.ofNullable(cachedModel).map(CachedModel::model);
    }

    private void updateLimits(Outcome outcome, Limiter.Listener permit) {
        if (!(outcome instanceof Outcome.Retry retry)) {
            permit.onSuccess();
            breaker.recordSuccess();
            return;
        }
        lastError = retry.reason();
        switch (retry.cause()) {
            case UNAVAILABLE, FAILED -> {
                permit.onIgnore();
                breaker.recordFailure();
            }
            case OVERLOADED -> {
                permit.onDropped();
                // An overloaded scorer is available.
                breaker.recordSuccess();
            }
            case STORAGE, MODEL_MISSING -> {
                permit.onIgnore();
                breaker.recordSuccess();
            }
        }
    }

    BackendStatus status() {
        return new BackendStatus(
                name(),
                breaker.getState().name().toLowerCase(Locale.ROOT),
                limiter.getInflight(),
                limit.getLimit(),
                Optional.ofNullable(lastError),
                mode);
    }
}
