package com.engram.billing;

/** What a change of a subscription means to the tenant. */
public enum SubscriptionTransition {
    STARTED,
    RENEWED,
    PAYMENT_FAILED,
    BECAME_READ_ONLY,
    RECOVERED,
    CANCELED,
    RESUMED,
    /** It ended as the tenant wished. */
    ENDED,
    /** It ended because it was not paid. */
    ENDED_UNPAID,
    NONE
}
