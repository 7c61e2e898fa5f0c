package com.engram.billing;

import com.engram.billing.Agreement.Phase;
import com.engram.tenancy.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant pays for. By hand at first: the operator assigns the plan. When the tenant buys a plan itself, this
 * follows the payment processor: trial, paid, and when a payment fails past due for a time of grace, then read-only until
 * it is paid. Canceled, it lasts to the end of its period and has ended then; from there the tenant may buy again.
 */
@Entity
public class Subscription {

    @Id
    private UUID id;

    @org.hibernate.annotations.TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable String customer;
    private @Nullable String reference;
    private @Nullable String checkout;
    private @Nullable String planCode;
    private @Nullable Integer planVersion;
    private @Nullable Instant periodStart;
    private @Nullable Instant periodEnd;
    private @Nullable Instant trialEnd;
    private boolean trialUsed;
    private @Nullable Instant graceUntil;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Subscription() {}

    /** Becomes the processor's customer of that name. */
    void beCustomer(String name) {
        customer = name;
    }

    /** Is about to be bought at that checkout. */
    void await(String session) {
        checkout = session;
    }

    /**
     * Follows the processor's word.
     *
     * @param grace how long everything works after a payment failed
     * @return what that means to the tenant
     * @throws IllegalStateException if that agreement cannot be this subscription's
     */
    Turn follow(Agreement agreement, Instant now, Duration grace) {
        boolean other = !agreement.reference().equals(reference);
        if (agreement.phase() == Phase.PENDING
                || (other && (agreement.phase() == Phase.ENDED))
                || (!other && state == State.ENDED)) {
            return Turn.NONE;
        }
        if (other && state.isOnline()) {
            throw new IllegalStateException("The customer pays twice: beside " + reference + " there is "
                    + agreement.reference() + ". Cancel one of them.");
        }
        State before = state;
        become(next(agreement, now, grace));
        reference = agreement.reference();
        customer = agreement.customer();
        planCode = agreement.plan();
        planVersion = agreement.planVersion();
        periodStart = agreement.periodStart();
        periodEnd = agreement.periodEnd();
        trialEnd = agreement.trialEnd().orElse(null);
        trialUsed |= trialEnd != null;
        checkout = null;
        changedAt = now;
        return turn(before);
    }

    private State next(Agreement agreement, Instant now, Duration grace) {
        Phase phase = agreement.phase();
        if (phase != Phase.PAST_DUE) {
            graceUntil = null;
        }
        return switch (phase) {
            case TRIALING -> agreement.endsWithPeriod() ? State.CANCELING : State.TRIALING;
            case ACTIVE -> agreement.endsWithPeriod() ? State.CANCELING : State.ACTIVE;
            case PAST_DUE -> owing(now, grace);
            case PAUSED -> State.READ_ONLY;
            default -> State.ENDED;
        };
    }

    private State owing(Instant now, Duration grace) {
        if (graceUntil == null) {
            graceUntil = now.plus(grace);
        }
        return now.isBefore(graceUntil) || !state.isOnline() ? State.PAST_DUE : State.READ_ONLY;
    }

    /** Ends the grace if it is over; whether it was. */
    boolean endGrace(Instant now) {
        if (state != State.PAST_DUE || graceUntil == null || now.isBefore(graceUntil)) {
            return false;
        }
        become(State.READ_ONLY);
        changedAt = now;
        return true;
    }

    /**
     * Is the operator's to assign from now on.
     *
     * @throws IllegalStateException if the processor still renews it
     */
    void beManual(Instant now) {
        become(State.MANUAL);
        graceUntil = null;
        planCode = null;
        planVersion = null;
        checkout = null;
        changedAt = now;
    }

    private void become(State next) {
        if (next != state && !state.canTransitionTo(next)) {
            throw new IllegalStateException("A subscription that is " + state + " cannot become " + next);
        }
        state = next;
    }

    private Turn turn(State before) {
        if (state == before) {
            return Turn.NONE;
        }
        return switch (state) {
            case ENDED -> before.isOwing() ? Turn.ENDED_UNPAID : Turn.ENDED;
            case PAST_DUE -> Turn.PAYMENT_FAILED;
            case READ_ONLY -> Turn.BECAME_READ_ONLY;
            case CANCELING -> before.isOnline() ? Turn.CANCELED : Turn.STARTED;
            case TRIALING, ACTIVE -> started(before);
            case MANUAL -> Turn.NONE;
        };
    }

    private static Turn started(State before) {
        return switch (before) {
            case PAST_DUE, READ_ONLY -> Turn.RECOVERED;
            case CANCELING -> Turn.RESUMED;
            case TRIALING, ACTIVE -> Turn.RENEWED;
            default -> Turn.STARTED;
        };
    }

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public State state() {
        return state;
    }

    /** The processor's name for the tenant. */
    public Optional<String> customer() {
        return Optional.ofNullable(customer);
    }

    /** The processor's name for what it bought last. */
    public Optional<String> reference() {
        return Optional.ofNullable(reference);
    }

    /** The checkout at which it may be bought. */
    Optional<String> checkout() {
        return Optional.ofNullable(checkout);
    }

    /** The plan that is paid for. */
    public Optional<String> plan() {
        return Optional.ofNullable(planCode);
    }

    /** The version of the plan that is paid for; 0 if none is. */
    public int planVersion() {
        return planVersion == null ? 0 : planVersion;
    }

    /** When the period began that was paid last. */
    public Optional<Instant> periodStart() {
        return Optional.ofNullable(periodStart);
    }

    /** When it is renewed, or ends. */
    public Optional<Instant> periodEnd() {
        return Optional.ofNullable(periodEnd);
    }

    /** When the trial ends or ended. */
    public Optional<Instant> trialEnd() {
        return Optional.ofNullable(trialEnd);
    }

    /** Whether the tenant has had its trial. */
    public boolean isTrialUsed() {
        return trialUsed;
    }

    /** Until when everything works although a payment failed. */
    public Optional<Instant> graceUntil() {
        return Optional.ofNullable(graceUntil);
    }
}
