package com.engram.admin.costs;

import com.engram.analysis.reports.ScoringCosts.InstanceTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * The instances of a backend that is paid by time, in a month.
 *
 * @param idle the part of the cost that no call used
 */
public record InstanceCost(String backend, BigDecimal hours, BigDecimal cost, BigDecimal idle) {
    private static final BigDecimal SECONDS = BigDecimal.valueOf(3_600);

    static InstanceCost of(InstanceTime time) {
        return new InstanceCost(
                time.backend(), time.seconds().divide(SECONDS, 1, RoundingMode.HALF_EVEN), time.cost(), time.idle());
    }

    /** The hours as text. */
    public String hoursText() {
        return String.format(Locale.UK, "%,.1f", hours);
    }

    /** The cost as text. */
    public String costText() {
        return MarginReport.format(cost);
    }

    /** The idle part as text. */
    public String idleText() {
        return MarginReport.format(idle);
    }
}
