package com.engram.billing.metering;

import java.util.Optional;

/**
 * Images beyond a period's allowance, over changes of the plan: what was beyond it under the plan before stays settled,
 * and what that plan allowed is never looked at again.
 *
 * @param settled images beyond the allowance until the last change of the plan
 * @param covered images used until then
 */
record Overage(int settled, int covered) {

    static final Overage NONE = new Overage(0, 0);

    /**
     * Images to be charged in the period so far.
     *
     * @param allowance images that the plan and grants give; empty if the plan does not bind or does not charge
     */
    int charged(int used, Optional<Integer> allowance) {
        return settled
                + allowance
                        .map(granted -> Math.max(0, used - Math.max(granted, covered)))
                        .orElse(0);
    }

    /**
     * After a change of the plan.
     *
     * @param held images used and reserved; what was accepted under the old plan is not charged under the new one
     */
    Overage settle(int used, int held, Optional<Integer> allowanceBefore) {
        return new Overage(charged(used, allowanceBefore), Math.max(covered, held));
    }
}
