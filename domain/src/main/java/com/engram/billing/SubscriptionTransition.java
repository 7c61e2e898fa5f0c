package com.engram.billing;

/** The effect that a change of a subscription's state has on the tenant. */
public enum SubscriptionTransition {
    STARTED,
    /** A trial became a paid subscription, or the other way round. */
    RENEWED,
    PAYMENT_FAILED,
    BECAME_READ_ONLY,
    /** An overdue payment arrived. */
    RECOVERED,
    CANCELED,
    /** A cancellation was withdrawn. */
    RESUMED,
    /** It ended after a cancellation. */
    ENDED,
    /** It ended because a payment failed. */
    ENDED_UNPAID,
    /** The state is the same. */
    NONE
}
