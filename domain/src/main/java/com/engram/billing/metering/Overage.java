package com.engram.billing.metering;

import java.util.Optional;

/**
 * Images beyond the allowance of a period in which the plan may have changed. What an earlier plan charged for stays
 * charged, and what it allowed is never charged.
 *
 * @param settled images beyond the allowance up to the last change of plan
 * @param settledUsage images used or reserved up to the last change of plan
 */
record Overage(int settled, int settledUsage) {

    static final Overage NONE = new Overage(0, 0);

    /**
     * Images to charge in the period so far.
     *
     * @param allowance images that the plan and grants give; empty if the plan is unlimited or does not charge
     */
    int charged(int used, Optional<Integer> allowance) {
        return settled
                + allowance
                        .map(granted -> Math.max(0, used - Math.max(granted, settledUsage)))
                        .orElse(0);
    }

    /**
     * The overage after a change of plan.
     *
     * @param usedAndReserved includes images accepted under the old plan, which the new plan does not charge for
     */
    Overage settle(int used, int usedAndReserved, Optional<Integer> allowanceBefore) {
        return new Overage(charged(used, allowanceBefore), Math.max(settledUsage, usedAndReserved));
    }
}
