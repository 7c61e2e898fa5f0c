package com.engram.billing.payments;

/** What the body of a webhook request was found to be. */
public sealed interface ParsedEvent {

    /** An event that the payment processor has signed. */
    record Verified(BillingEvent event) implements ParsedEvent {}

    /** A request that must not be trusted. */
    record Rejected(Reason reason) implements ParsedEvent {}

    /** Why a request is not trusted. */
    enum Reason {
        /** The signature is missing, malformed, or made with another secret. */
        BAD_SIGNATURE,
        /** The signature was made too long ago. */
        TOO_OLD,
        /** The signature carries a time that is too far in the future. */
        IN_THE_FUTURE,
        /** The signature is right, and the body is not an event. */
        NOT_AN_EVENT
    }
}
