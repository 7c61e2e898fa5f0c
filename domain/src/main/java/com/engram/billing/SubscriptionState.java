package com.engram.billing;

import java.util.EnumSet;
import java.util.Set;

/** Where a subscription stands. */
public enum SubscriptionState {
    /** The operator assigns the plan, and is paid by other ways. */
    MANUAL,
    /** Free of charge until the trial ends. */
    TRIALING,
    /** Paid. */
    ACTIVE,
    /** Paid, and not renewed: it ends with its period. */
    CANCELING,
    /** A payment failed; everything works until the grace is over. */
    PAST_DUE,
    /** A payment failed and the grace is over: everything can be read, nothing new is taken in. */
    READ_ONLY,
    /** Over. The processor has forgotten it. */
    ENDED;

    private static final Set<SubscriptionState> PAID_ONLINE =
            EnumSet.of(TRIALING, ACTIVE, CANCELING, PAST_DUE, READ_ONLY);

    /** Whether the processor renews it, or would if it were paid. */
    public boolean isOnline() {
        return PAID_ONLINE.contains(this);
    }

    /** Whether a payment is owed. */
    public boolean isOwing() {
        return this == PAST_DUE || this == READ_ONLY;
    }

    /** Whether a subscription may come to that state from this one, other than by staying. */
    boolean canTransitionTo(SubscriptionState next) {
        return switch (this) {
            case MANUAL, ENDED -> next != READ_ONLY;
            case TRIALING, ACTIVE, CANCELING, PAST_DUE, READ_ONLY -> next != MANUAL;
        };
    }
}
