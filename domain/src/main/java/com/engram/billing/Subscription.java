package com.engram.billing;

import com.engram.billing.payments.ProcessorSubscription;
import com.engram.billing.payments.ProcessorSubscription.Phase;
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
    private SubscriptionState state;

    @Column(name = "customer_id")
    private @Nullable String customer;

    @Column(name = "processor_subscription_id")
    private @Nullable String reference;

    @Column(name = "checkout_session_id")
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
    public void beCustomer(String name) {
        customer = name;
    }

    /** Is about to be bought at that checkout. */
    public void await(String session) {
        checkout = session;
    }

    /**
     * Follows the processor's word.
     *
     * @param grace how long everything works after a payment failed
     * @return what that means to the tenant
     * @throws IllegalStateException if that agreement cannot be this subscription's
     */
    public SubscriptionTransition follow(ProcessorSubscription agreement, Instant now, Duration grace) {
        boolean other = !agreement.reference().equals(reference);
        if (agreement.phase() == Phase.PENDING
                || (other && (agreement.phase() == Phase.ENDED))
                || (!other && state == SubscriptionState.ENDED)) {
            return SubscriptionTransition.NONE;
        }
        if (other && state.isOnline()) {
            throw new IllegalStateException("The customer pays twice: beside " + reference + " there is "
                    + agreement.reference() + ". Cancel one of them.");
        }
        SubscriptionState before = state;
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

    private SubscriptionState next(ProcessorSubscription agreement, Instant now, Duration grace) {
        Phase phase = agreement.phase();
        if (phase != Phase.PAST_DUE) {
            graceUntil = null;
        }
        return switch (phase) {
            case TRIALING -> agreement.endsWithPeriod() ? SubscriptionState.CANCELING : SubscriptionState.TRIALING;
            case ACTIVE -> agreement.endsWithPeriod() ? SubscriptionState.CANCELING : SubscriptionState.ACTIVE;
            case PAST_DUE -> owing(now, grace);
            case PAUSED -> SubscriptionState.READ_ONLY;
            default -> SubscriptionState.ENDED;
        };
    }

    private SubscriptionState owing(Instant now, Duration grace) {
        if (graceUntil == null) {
            graceUntil = now.plus(grace);
        }
        return now.isBefore(graceUntil) || !state.isOnline() ? SubscriptionState.PAST_DUE : SubscriptionState.READ_ONLY;
    }

    /** Ends the grace if it is over; whether it was. */
    public boolean endGrace(Instant now) {
        if (state != SubscriptionState.PAST_DUE || graceUntil == null || now.isBefore(graceUntil)) {
            return false;
        }
        become(SubscriptionState.READ_ONLY);
        changedAt = now;
        return true;
    }

    /**
     * Is the operator's to assign from now on.
     *
     * @throws IllegalStateException if the processor still renews it
     */
    public void beManual(Instant now) {
        become(SubscriptionState.MANUAL);
        graceUntil = null;
        planCode = null;
        planVersion = null;
        checkout = null;
        changedAt = now;
    }

    private void become(SubscriptionState next) {
        if (next != state && !state.canTransitionTo(next)) {
            throw new IllegalStateException("A subscription that is " + state + " cannot become " + next);
        }
        state = next;
    }

    private SubscriptionTransition turn(SubscriptionState before) {
        if (state == before) {
            return SubscriptionTransition.NONE;
        }
        return switch (state) {
            case ENDED -> before.isOwing() ? SubscriptionTransition.ENDED_UNPAID : SubscriptionTransition.ENDED;
            case PAST_DUE -> SubscriptionTransition.PAYMENT_FAILED;
            case READ_ONLY -> SubscriptionTransition.BECAME_READ_ONLY;
            case CANCELING -> before.isOnline() ? SubscriptionTransition.CANCELED : SubscriptionTransition.STARTED;
            case TRIALING, ACTIVE -> started(before);
            case MANUAL -> SubscriptionTransition.NONE;
        };
    }

    private static SubscriptionTransition started(SubscriptionState before) {
        return switch (before) {
            case PAST_DUE, READ_ONLY -> SubscriptionTransition.RECOVERED;
            case CANCELING -> SubscriptionTransition.RESUMED;
            case TRIALING, ACTIVE -> SubscriptionTransition.RENEWED;
            default -> SubscriptionTransition.STARTED;
        };
    }

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public SubscriptionState state() {
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
    public Optional<String> checkout() {
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
