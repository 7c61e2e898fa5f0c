package com.engram.analysis;

import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.estimates.ImageWarning;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.audit.Actor;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One request to analyse one image. Its row is the queue entry, carries the lease, and finally holds the result.
 *
 * <p>An analysis starts as QUEUED. It becomes SCORING under a lease, or DONE immediately if the same bytes were already
 * scored by the same model. With its score it becomes DONE, or MAPPING if a deep heatmap was requested as well, and DONE
 * with that. It becomes REJECTED if the image cannot be analysed, and FAILED if the service cannot do it or if it is
 * cancelled. A failed attempt puts it back into the queue. DONE uses the credit that was reserved with the request;
 * REJECTED and FAILED release it. A final state is reached once; only a FAILED analysis can be queued again.
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

    @Column(name = "deep_map")
    private boolean deepHeatmap;

    private boolean bulk;

    /** The operator requested it, so no credit is reserved or charged. */
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

    @Embedded
    private @Nullable AnalysisResult result;

    private @Nullable Integer credits;
    private @Nullable String problemCode;
    private @Nullable String problemDetail;

    @SuppressWarnings("NullAway.Init")
    protected Analysis() {}

    /**
     * A queued analysis, requested by the current actor.
     *
     * @param deepHeatmap whether a deep heatmap is requested beside the score
     * @param bulk whether single images of the tenant are scored before it
     * @param creditPeriod first day of the period in which its credit was reserved
     */
    @SuppressWarnings("NullAway.Init") // Hibernate sets the tenant, the database sets availableAt
    public Analysis(
            UUID imageId,
            @Nullable UUID batchId,
            boolean deepHeatmap,
            boolean bulk,
            LocalDate creditPeriod,
            Instant now) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.imageId = imageId;
        this.batchId = batchId;
        this.requestedBy = Actor.current().id();
        this.deepHeatmap = deepHeatmap;
        this.bulk = bulk;
        this.creditPeriod = creditPeriod;
        this.createdAt = now;
        this.state = AnalysisState.QUEUED;
    }

    /** Makes the analysis one that is never charged. No credit may be reserved for it. */
    public void waiveCharge() {
        free = true;
    }

    /** Whether the token belongs to the current lease. */
    public boolean isLeasedWith(UUID token) {
        return token.equals(leaseToken);
    }

    /** Records the score. The analysis is done, unless a deep heatmap was requested, which is computed next. */
    public void recordScore(Outcome.Scored scored, String backend, Instant now) {
        result = AnalysisResult.of(scored, backend);
        if (deepHeatmap) {
            moveTo(AnalysisState.MAPPING);
            availableAt = now;
            attempts = 0;
        } else {
            finish(AnalysisState.DONE, now);
        }
    }

    /** Records that the deep heatmap was computed. The analysis is done. */
    public void recordHeatmap(Outcome.HeatmapComputed heatmap, Instant now) {
        result = resultSoFar().withHeatmap(heatmap.millis());
        finish(AnalysisState.DONE, now);
    }

    /** Takes over the result of an earlier analysis of the same bytes. The analysis is done. */
    public void reuseResultOf(Analysis earlier, Instant now) {
        result = earlier.resultSoFar().reused(deepHeatmap);
        finish(AnalysisState.DONE, now);
    }

    /** Records how many credits a finished analysis was charged. */
    public void recordCharge(int charge) {
        credits = charge;
    }

    /** Records that the image cannot be analysed. */
    public void reject(Outcome.Rejected rejected, Instant now) {
        problemCode = rejected.code();
        problemDetail = rejected.detail();
        finish(AnalysisState.REJECTED, now);
    }

    /**
     * Puts the analysis back into the queue after an attempt without a result.
     *
     * @param countsAsAttempt whether the image may have caused the failure
     * @param until earliest time of the next attempt
     */
    public void postpone(boolean countsAsAttempt, Instant until) {
        moveTo(state == AnalysisState.MAPPING ? AnalysisState.MAPPING : AnalysisState.QUEUED);
        availableAt = until;
        attempts -= countsAsAttempt ? 0 : 1;
    }

    /**
     * Gives the analysis up.
     *
     * @param code stable, for programs
     * @param detail for the owner of the image
     */
    public void fail(String code, String detail, Instant now) {
        problemCode = code;
        problemDetail = detail;
        finish(AnalysisState.FAILED, now);
    }

    /** Gives up an analysis that still waits, because its owner asked for that. */
    public void cancel(Instant now) {
        fail("cancelled", "It was cancelled before it was analysed. Nothing was charged.", now);
    }

    /**
     * Queues a failed analysis again. An existing score is kept, so that only the deep heatmap is computed.
     *
     * @param period first day of the period in which its credit was reserved
     */
    public void requeue(LocalDate period, Instant now) {
        moveTo(score().isEmpty() ? AnalysisState.QUEUED : AnalysisState.MAPPING);
        creditPeriod = period;
        availableAt = now;
        attempts = 0;
        finishedAt = null;
        problemCode = null;
        problemDetail = null;
    }

    private void finish(AnalysisState last, Instant now) {
        moveTo(last);
        // Another server, whose clock may be ahead, may have created it.
        finishedAt = now.isBefore(createdAt) ? createdAt : now;
        // The charge follows in the same transaction; the database accepts no DONE without a number.
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

    private AnalysisResult resultSoFar() {
        if (result == null) {
            throw new IllegalStateException("Analysis %s has no result".formatted(id));
        }
        return result;
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

    public boolean isDeepHeatmapRequested() {
        return deepHeatmap;
    }

    /** Whether the operator requested it, so that no credit is reserved or charged. */
    public boolean isFree() {
        return free;
    }

    /** First day of the period in which its credit was reserved. */
    public LocalDate creditPeriod() {
        return creditPeriod;
    }

    /** The number of times that its current task was started. */
    public int attempts() {
        return attempts;
    }

    /** The score, once there is one. */
    public Optional<Score> score() {
        return Optional.ofNullable(result).flatMap(AnalysisResult::toScore);
    }

    /** What a user should know about how the image was read. */
    public List<ImageWarning> warnings() {
        return result == null ? List.of() : result.toWarnings();
    }

    /** The model that computed the score. */
    public Optional<Model> model() {
        return Optional.ofNullable(result).flatMap(AnalysisResult::toModel);
    }

    /** The backend that computed the score. */
    public Optional<String> backend() {
        return Optional.ofNullable(result).map(AnalysisResult::backend);
    }

    /** Duration of the scoring in milliseconds; 0 for a reused result. */
    public Optional<Integer> scoreMillis() {
        return Optional.ofNullable(result).map(AnalysisResult::scoreMillis);
    }

    /** Duration of the deep heatmap in milliseconds; 0 for a reused one. */
    public Optional<Integer> heatmapMillis() {
        return Optional.ofNullable(result).map(AnalysisResult::heatmapMillis);
    }

    /** The credits charged; empty until it is done. */
    public Optional<Integer> credits() {
        return Optional.ofNullable(credits);
    }

    /** Stable code of the reason for which it was rejected or failed. */
    public Optional<String> problemCode() {
        return Optional.ofNullable(problemCode);
    }

    /** The reason for which it was rejected or failed, for the owner of the image. */
    public Optional<String> problemDetail() {
        return Optional.ofNullable(problemDetail);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The time at which it reached a final state. */
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }
}
