package com.engram.analysis;

import com.engram.analysis.backends.Model;
import com.engram.analysis.backends.Outcome;
import com.engram.analysis.backends.Score;
import com.engram.analysis.queue.Lease;
import com.engram.audit.Actor;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One request to analyse one picture; its row is the queue entry, the lease and, in the end, the result.
 *
 * <p>QUEUED, then SCORING under a lease; or DONE at once, if the same bytes were scored by the same model before. From there DONE, or MAPPING where the deep map was asked for too and then
 * DONE; REJECTED if the picture is at fault, FAILED if we are. An attempt that came to nothing goes back to the queue.
 * DONE uses the credit that was reserved with the request; the other two ends release it. Exactly one end is reached,
 * once; only from FAILED can its owner send it round again.
 */
@Entity
@DynamicUpdate
public class Analysis {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private UUID imageId;
    private @Nullable UUID batchId;
    private @Nullable UUID requestedBy;

    @Enumerated(EnumType.STRING)
    private AnalysisState state;

    private boolean deepMap;
    private boolean bulk;

    /** Asked for by the operator: nothing is reserved or charged for it. */
    @Column(updatable = false)
    private boolean free;

    private LocalDate creditPeriod;
    private Instant createdAt;
    private @Nullable Instant finishedAt;

    @Column(insertable = false)
    private Instant availableAt;

    private @Nullable UUID leaseToken;
    private @Nullable Instant leasedUntil;
    private int attempts;

    private @Nullable Float score;
    private @Nullable Float intervalLow;
    private @Nullable Float intervalHigh;
    private @Nullable Float percentile;
    private @Nullable Boolean outOfDomain;
    private @Nullable String modelName;
    private @Nullable String modelVersion;
    private @Nullable String backend;
    private @Nullable Integer scoreMillis;
    private @Nullable Integer heatmapMillis;
    private @Nullable Integer credits;
    private @Nullable String problemCode;
    private @Nullable String problemDetail;

    @SuppressWarnings("NullAway.Init")
    protected Analysis() {}

    @SuppressWarnings("NullAway.Init") // Hibernate and the database write the tenant and the time of availability
    public Analysis(
            UUID imageId, @Nullable UUID batchId, boolean deepMap, boolean bulk, LocalDate creditPeriod, Instant now) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.imageId = imageId;
        this.batchId = batchId;
        this.requestedBy = Actor.current().id();
        this.deepMap = deepMap;
        this.bulk = bulk;
        this.creditPeriod = creditPeriod;
        this.createdAt = now;
        this.state = AnalysisState.QUEUED;
    }

    /** Whether this lease is the one that holds now. */
    public boolean isHeldBy(Lease lease) {
        return lease.token().equals(leaseToken);
    }

    /** Takes over a score: done, or on to the deep map. */
    public void scored(Outcome.Scored scored, String scorer, Instant now) {
        score = (float) scored.score().value();
        intervalLow = (float) scored.score().low();
        intervalHigh = (float) scored.score().high();
        percentile = (float) scored.score().percentile();
        outOfDomain = scored.score().outOfDomain();
        modelName = scored.model().name();
        modelVersion = scored.model().version();
        backend = scorer;
        scoreMillis = scored.millis();
        if (deepMap) {
            moveTo(AnalysisState.MAPPING);
            availableAt = now;
            attempts = 0;
        } else {
            end(AnalysisState.DONE, now);
        }
    }

    /** Takes over the deep map: done. */
    public void mapped(Outcome.Mapped mapped, Instant now) {
        heatmapMillis = mapped.millis();
        end(AnalysisState.DONE, now);
    }

    /** Takes over what an earlier one found in the same bytes: done. */
    public void toldAgain(Analysis earlier, Instant now) {
        score = earlier.score;
        intervalLow = earlier.intervalLow;
        intervalHigh = earlier.intervalHigh;
        percentile = earlier.percentile;
        outOfDomain = earlier.outOfDomain;
        modelName = earlier.modelName;
        modelVersion = earlier.modelVersion;
        backend = earlier.backend;
        scoreMillis = 0;
        heatmapMillis = deepMap ? 0 : null;
        end(AnalysisState.DONE, now);
    }

    /** Writes down what was charged for a delivered analysis. */
    public void charged(int charge) {
        credits = charge;
    }

    public void rejected(Outcome.Rejected rejected, Instant now) {
        problemCode = rejected.code();
        problemDetail = rejected.detail();
        end(AnalysisState.REJECTED, now);
    }

    /** Goes back to its queue until that time. */
    public void postponed(boolean countsAsAttempt, Instant until) {
        moveTo(state == AnalysisState.MAPPING ? AnalysisState.MAPPING : AnalysisState.QUEUED);
        availableAt = until;
        attempts -= countsAsAttempt ? 0 : 1;
    }

    public void failed(String code, String detail, Instant now) {
        problemCode = code;
        problemDetail = detail;
        end(AnalysisState.FAILED, now);
    }

    /** Called off while it waited. */
    public void cancelled(Instant now) {
        failed("cancelled", "It was cancelled before it was analysed. Nothing was charged.", now);
    }

    /** Goes back to the queue from its end as failed; what was found already is kept. */
    public void retried(LocalDate period, Instant now) {
        moveTo(score == null ? AnalysisState.QUEUED : AnalysisState.MAPPING);
        creditPeriod = period;
        availableAt = now;
        attempts = 0;
        finishedAt = null;
        problemCode = null;
        problemDetail = null;
    }

    private void end(AnalysisState last, Instant now) {
        moveTo(last);
        finishedAt = now;
        // Until its charge is settled, in the same transaction: the database takes no DONE without a number here.
        credits = last == AnalysisState.DONE ? 0 : null;
    }

    private void moveTo(AnalysisState next) {
        if (!state.canTransitionTo(next)) {
            throw new IllegalStateException("Analysis %s cannot go from %s to %s".formatted(id, state, next));
        }
        state = next;
        leaseToken = null;
        leasedUntil = null;
    }

    public UUID id() {
        return id;
    }

    public UUID tenant() {
        return tenantId;
    }

    public UUID image() {
        return imageId;
    }

    public Optional<UUID> batch() {
        return Optional.ofNullable(batchId);
    }

    public AnalysisState state() {
        return state;
    }

    /** Whether the deep map was asked for. */
    public boolean wantsDeepMap() {
        return deepMap;
    }

    public boolean isFree() {
        return free;
    }

    public LocalDate creditPeriod() {
        return creditPeriod;
    }

    public int attempts() {
        return attempts;
    }

    /** The score, once there is one. */
    public Optional<Score> score() {
        return score == null || intervalLow == null || intervalHigh == null || percentile == null
                ? Optional.empty()
                : Optional.of(
                        new Score(score, intervalLow, intervalHigh, percentile, Boolean.TRUE.equals(outOfDomain)));
    }

    /** The model that scored it. */
    public Optional<Model> model() {
        return modelName == null || modelVersion == null
                ? Optional.empty()
                : Optional.of(new Model(modelName, modelVersion));
    }

    /** The backend that scored it. */
    public Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    /** Milliseconds the scorer took. */
    public Optional<Integer> scoreMillis() {
        return Optional.ofNullable(scoreMillis);
    }

    /** Milliseconds the deep map took. */
    public Optional<Integer> heatmapMillis() {
        return Optional.ofNullable(heatmapMillis);
    }

    /** What was charged; empty until it is done. */
    public Optional<Integer> credits() {
        return Optional.ofNullable(credits);
    }

    /** Stable code of what went wrong. */
    public Optional<String> problemCode() {
        return Optional.ofNullable(problemCode);
    }

    /** What went wrong, for people. */
    public Optional<String> problemDetail() {
        return Optional.ofNullable(problemDetail);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the end was reached. */
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }
}
