package com.engram.billing.payments;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A subscription as the payment processor has it now.
 *
 * @param reference the processor's name for it
 * @param customer the processor's name for the tenant
 * @param plan code of the plan that is paid for
 * @param planVersion its version
 * @param endsWithPeriod whether it is not renewed
 * @param anchor the day of the month from which its months count
 */
public record ProcessorSubscription(
        String reference,
        String customer,
        Phase phase,
        String plan,
        int planVersion,
        boolean endsWithPeriod,
        Instant periodStart,
        Instant periodEnd,
        Optional<Instant> trialEnd,
        LocalDate anchor) {

    /** How it stands. */
    public enum Phase {
        /** The first payment is under way; nothing was bought yet. */
        PENDING,
        TRIALING,
        ACTIVE,
        /** A payment failed; it is tried again, or was given up. */
        PAST_DUE,
        /** A trial ended without a way to pay. */
        PAUSED,
        ENDED
    }
}
