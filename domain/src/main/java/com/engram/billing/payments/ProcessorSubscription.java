package com.engram.billing.payments;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A subscription as the payment processor has it now.
 *
 * @param id the processor's id of the subscription
 * @param customerId the processor's id of the tenant
 * @param planCode code of the plan that is paid for
 * @param planVersion version of the plan that is paid for
 * @param endsWithPeriod whether it ends instead of being renewed
 * @param changesWithPeriod whether its price changes when its period ends
 * @param trialEnd when the trial ends or ended, if there was one
 * @param periodAnchor when its first period began, in UTC: later ones begin on the same day of the month, or on the last
 *     day of a shorter month, at the same time of day
 */
public record ProcessorSubscription(
        String id,
        String customerId,
        Phase phase,
        String planCode,
        int planVersion,
        boolean endsWithPeriod,
        boolean changesWithPeriod,
        Instant periodStart,
        Instant periodEnd,
        Optional<Instant> trialEnd,
        LocalDateTime periodAnchor) {

    /** The state of the subscription. */
    public enum Phase {
        /** The first payment is in progress; nothing is bought yet. */
        PENDING,
        TRIALING,
        ACTIVE,
        /** A payment failed. The processor is retrying it, or has given up. */
        PAST_DUE,
        /** The trial ended and no payment method is known. */
        PAUSED,
        ENDED
    }
}
