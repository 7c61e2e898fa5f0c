package com.engram.plans.usage;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A tenant's usage in one period.
 *
 * @param from first day of the period, UTC
 * @param to first day of the next period, UTC
 * @param used images delivered
 * @param reserved images accepted and not yet finished
 * @param allowance images that the plan and the operator's grants give; empty for unlimited
 */
public record Usage(LocalDate from, LocalDate to, int used, int reserved, Optional<Integer> allowance) {

    /** Images that may still be analysed; empty for unlimited. */
    public Optional<Integer> left() {
        return allowance.map(granted -> Math.max(0, granted - used - reserved));
    }

    /** Images delivered beyond the allowance. A metered plan charges for them. */
    public int overage() {
        return allowance.map(granted -> Math.max(0, used - granted)).orElse(0);
    }
}
