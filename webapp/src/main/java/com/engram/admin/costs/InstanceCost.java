package com.engram.admin.costs;

import com.engram.analysis.reports.ScoringCosts.InstanceTime;
import com.engram.language.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;

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
    public String hoursText(Language language) {
        return MarginReport.number(hours, 1, language);
    }

    /** The cost as text. */
    public String costText(Language language) {
        return MarginReport.format(cost, language);
    }

    /** The idle part as text. */
    public String idleText(Language language) {
        return MarginReport.format(idle, language);
    }
}
