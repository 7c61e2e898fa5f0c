package com.engram.client.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a period.
 *
 * @param used analyses that were charged
 * @param reserved analyses that wait or are being scored
 * @param allowance how many the plan includes; null for no limit
 */
public record Usage(
        Period period, int used, int reserved, @Nullable Integer allowance) {

    /** From the start of the period to the start of the next one. */
    public record Period(Instant from, Instant to) {}
}
