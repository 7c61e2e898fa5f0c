package com.engram.billing;

import java.util.EnumSet;
import java.util.Set;

/** The state of a subscription. */
public enum SubscriptionState {
    /** The operator assigns the plan, and the tenant does not pay online. */
    MANUAL,
    /** Free until the trial ends. */
    TRIALING,
    /** Paid. */
    ACTIVE,
    /** Paid, but not renewed: it ends with its period. */
    CANCELING,
    /** A payment failed. Everything works until the grace period is over. */
    PAST_DUE,
    /** A payment failed and the grace period is over. Data can be read; new images are refused. */
    READ_ONLY,
    /** Ended. The processor no longer renews it. */
    ENDED;

    private static final Set<SubscriptionState> ONLINE = EnumSet.of(TRIALING, ACTIVE, CANCELING, PAST_DUE, READ_ONLY);

    /** The states in which the payment processor has a subscription that has not ended. */
    public static Set<SubscriptionState> online() {
        return EnumSet.copyOf(ONLINE);
    }

    /** Whether the payment processor has a subscription that has not ended. */
    public boolean isOnline() {
        return ONLINE.contains(this);
    }

    /** Whether a payment is overdue. */
    public boolean isOverdue() {
        return this == PAST_DUE || this == READ_ONLY;
    }

    /** Whether a subscription in this state can change to another state. */
    boolean canTransitionTo(SubscriptionState next) {
        return switch (this) {
            case MANUAL, ENDED -> next != READ_ONLY;
            case TRIALING, ACTIVE, CANCELING, PAST_DUE, READ_ONLY -> next != MANUAL;
        };
    }
}
