package com.engram.plans.usage;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How much of a period's allowance is gone.
 *
 * @param from first day of the period, UTC
 * @param to first day of the next period, UTC
 * @param used images delivered
 * @param reserved images accepted and not yet finished
 * @param allowance images the plan grants, and what the operator gave on top; empty if nothing binds
 */
public record Usage(LocalDate from, LocalDate to, int used, int reserved, Optional<Integer> allowance) {

    /** Images that may still be analysed; empty if the plan does not bind. */
    public Optional<Integer> left() {
        return allowance.map(granted -> Math.max(0, granted - used - reserved));
    }

    /** Images delivered beyond the allowance, which a metered plan charges for. */
    public int overage() {
        return allowance.map(granted -> Math.max(0, used - granted)).orElse(0);
    }
}
