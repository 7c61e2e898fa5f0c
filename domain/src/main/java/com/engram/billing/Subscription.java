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
 * What a tenant pays for. A subscription starts as manual: the operator assigns the plan. Once the tenant buys a plan, the
 * subscription has the state of the payment processor's subscription: trialing, then active. After a failed payment it is
 * past due for a grace period, then read-only until the payment arrives. After a cancellation it lasts until the end of
 * its period and has ended then. A change to a smaller plan also waits for the end of the period. A tenant whose subscription has ended can buy a plan again.
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

    private @Nullable String customerId;
    private @Nullable String processorSubscriptionId;
    private @Nullable String checkoutSessionId;
    private @Nullable String planCode;
    private @Nullable Integer planVersion;
    private @Nullable String nextPlanCode;
    private @Nullable Integer nextPlanVersion;
    private @Nullable Instant periodStart;
    private @Nullable Instant periodEnd;
    private @Nullable Instant trialEnd;
    private boolean trialUsed;
    private @Nullable Instant graceUntil;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Subscription() {}

    /** Sets the processor's id of the tenant. */
    public void setCustomer(String customer) {
        customerId = customer;
    }

    /** Sets the checkout where the tenant may be buying a plan. */
    public void startCheckout(String session) {
        checkoutSessionId = session;
    }

    /** Sets the plan that the tenant changes to when its period ends. */
    public void setNextPlan(String code, int version) {
        nextPlanCode = code;
        nextPlanVersion = version;
    }

    private void forgetNextPlan() {
        nextPlanCode = null;
        nextPlanVersion = null;
    }

    /**
     * Takes over the state of the processor's subscription. Ignores one whose first payment is in progress, one that ended
     * before it was known here, and everything about one that has ended.
     *
     * @param grace length of the grace period after a failed payment
     * @return what the change means to the tenant
     * @throws IllegalStateException if the tenant has another subscription that has not ended
     */
    public SubscriptionTransition syncWith(ProcessorSubscription current, Instant now, Duration grace) {
        boolean isOther = !current.id().equals(processorSubscriptionId);
        if (current.phase() == Phase.PENDING
                || (isOther && current.phase() == Phase.ENDED)
                || (!isOther && state == SubscriptionState.ENDED)) {
            return SubscriptionTransition.NONE;
        }
        if (isOther && state.isOnline()) {
            throw new IllegalStateException("The customer has two subscriptions: " + processorSubscriptionId + " and "
                    + current.id() + ". Cancel one of them.");
        }
        SubscriptionState before = state;
        moveTo(next(current, now, grace));
        processorSubscriptionId = current.id();
        customerId = current.customerId();
        planCode = current.planCode();
        planVersion = current.planVersion();
        if (!current.changesWithPeriod() || current.planCode().equals(nextPlanCode)) {
            forgetNextPlan();
        }
        periodStart = current.periodStart();
        periodEnd = current.periodEnd();
        trialEnd = current.trialEnd().orElse(null);
        trialUsed |= trialEnd != null;
        checkoutSessionId = null;
        changedAt = now;
        return transition(before);
    }

    private SubscriptionState next(ProcessorSubscription current, Instant now, Duration grace) {
        if (current.phase() != Phase.PAST_DUE) {
            graceUntil = null;
        }
        return switch (current.phase()) {
            case TRIALING -> current.endsWithPeriod() ? SubscriptionState.CANCELING : SubscriptionState.TRIALING;
            case ACTIVE -> current.endsWithPeriod() ? SubscriptionState.CANCELING : SubscriptionState.ACTIVE;
            case PAST_DUE -> overdueState(now, grace);
            case PAUSED -> SubscriptionState.READ_ONLY;
            case PENDING, ENDED -> SubscriptionState.ENDED;
        };
    }

    private SubscriptionState overdueState(Instant now, Duration grace) {
        if (graceUntil == null) {
            graceUntil = now.plus(grace);
        }
        return now.isBefore(graceUntil) || !state.isOnline() ? SubscriptionState.PAST_DUE : SubscriptionState.READ_ONLY;
    }

    /** Makes a past-due subscription read-only if its grace period is over; returns whether it did. */
    public boolean endGracePeriod(Instant now) {
        if (state != SubscriptionState.PAST_DUE || graceUntil == null || now.isBefore(graceUntil)) {
            return false;
        }
        moveTo(SubscriptionState.READ_ONLY);
        changedAt = now;
        return true;
    }

    /**
     * Returns the subscription to the operator.
     *
     * @throws IllegalStateException if the processor's subscription has not ended
     */
    public void switchToManual(Instant now) {
        moveTo(SubscriptionState.MANUAL);
        graceUntil = null;
        planCode = null;
        planVersion = null;
        forgetNextPlan();
        checkoutSessionId = null;
        changedAt = now;
    }

    private void moveTo(SubscriptionState next) {
        if (next != state && !state.canTransitionTo(next)) {
            throw new IllegalStateException("A subscription cannot change from " + state + " to " + next);
        }
        state = next;
    }

    private SubscriptionTransition transition(SubscriptionState before) {
        if (state == before) {
            return SubscriptionTransition.NONE;
        }
        return switch (state) {
            case ENDED -> before.isOverdue() ? SubscriptionTransition.ENDED_UNPAID : SubscriptionTransition.ENDED;
            case PAST_DUE -> SubscriptionTransition.PAYMENT_FAILED;
            case READ_ONLY -> SubscriptionTransition.BECAME_READ_ONLY;
            case CANCELING -> before.isOnline() ? SubscriptionTransition.CANCELED : SubscriptionTransition.STARTED;
            case TRIALING, ACTIVE -> transitionToPaid(before);
            case MANUAL -> SubscriptionTransition.NONE;
        };
    }

    private static SubscriptionTransition transitionToPaid(SubscriptionState before) {
        return switch (before) {
            case PAST_DUE, READ_ONLY -> SubscriptionTransition.RECOVERED;
            case CANCELING -> SubscriptionTransition.RESUMED;
            case TRIALING, ACTIVE -> SubscriptionTransition.RENEWED;
            case MANUAL, ENDED -> SubscriptionTransition.STARTED;
        };
    }

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public SubscriptionState state() {
        return state;
    }

    /** The processor's id of the tenant. */
    public Optional<String> customerId() {
        return Optional.ofNullable(customerId);
    }

    /** The processor's id of the current or last subscription. */
    public Optional<String> processorSubscriptionId() {
        return Optional.ofNullable(processorSubscriptionId);
    }

    /** The checkout where the tenant may be buying a plan. */
    public Optional<String> checkoutSessionId() {
        return Optional.ofNullable(checkoutSessionId);
    }

    /** The code of the plan that is paid for. */
    public Optional<String> planCode() {
        return Optional.ofNullable(planCode);
    }

    /** The version of the plan that is paid for; 0 if none is. */
    public int planVersion() {
        return planVersion == null ? 0 : planVersion;
    }

    /** The code of the plan that the tenant changes to when its period ends. */
    public Optional<String> nextPlanCode() {
        return Optional.ofNullable(nextPlanCode);
    }

    /** The start of the last paid period. */
    public Optional<Instant> periodStart() {
        return Optional.ofNullable(periodStart);
    }

    /** The time at which the subscription is renewed or ends. */
    public Optional<Instant> periodEnd() {
        return Optional.ofNullable(periodEnd);
    }

    /** The end of the trial. */
    public Optional<Instant> trialEnd() {
        return Optional.ofNullable(trialEnd);
    }

    /** Whether the tenant has had a trial. */
    public boolean isTrialUsed() {
        return trialUsed;
    }

    /** The end of the grace period after a failed payment. */
    public Optional<Instant> graceUntil() {
        return Optional.ofNullable(graceUntil);
    }
}
