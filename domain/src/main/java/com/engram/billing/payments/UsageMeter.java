package com.engram.billing.payments;

import java.time.Instant;
import java.util.Optional;

/** Counts the images beyond the allowance for the payment processor's next invoice. */
public interface UsageMeter {

    /**
     * Reports images beyond the allowance.
     *
     * @param identifier reports with the same identifier are counted once
     * @param at when they were used
     * @return why the processor refuses the report because of its time, so that repeating it is useless; empty if it
     *     was taken
     */
    Optional<String> reportUsage(String customerId, String identifier, int images, Instant at);

    /**
     * How many images the processor has counted.
     *
     * @param from start of the time span, a whole minute
     * @param to end of the time span, a whole minute, exclusive
     */
    long countReportedUsage(String customerId, Instant from, Instant to);
}
