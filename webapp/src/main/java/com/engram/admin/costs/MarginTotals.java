package com.engram.admin.costs;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What tenants brought in and cost together. Money in another currency than the ledger's is left out of what was brought
 * in and of the margin.
 *
 * @param tasks how many times something was scored or mapped
 */
public record MarginTotals(BigDecimal revenue, BigDecimal cost, BigDecimal margin, long tasks) {

    public static MarginTotals of(List<MarginReport.TenantMonth> lines) {
        return new MarginTotals(
                sum(comparable(lines), MarginReport.TenantMonth::revenue),
                sum(lines.stream(), MarginReport.TenantMonth::cost),
                sum(comparable(lines), line -> line.margin().orElseThrow()),
                lines.stream().mapToLong(MarginReport.TenantMonth::tasks).sum());
    }

    /** What they brought in as people read it. */
    public String revenueText() {
        return MarginReport.format(revenue);
    }

    /** What they cost as people read it. */
    public String costText() {
        return MarginReport.format(cost);
    }

    /** What is left as people read it. */
    public String marginText() {
        return MarginReport.format(margin);
    }

    /** Whether the price table gives nothing for all that was done. */
    public boolean isUnpriced() {
        return tasks > 0 && cost.signum() == 0;
    }

    /** Whether it costs more than it brings. */
    public boolean isLoss() {
        return margin.signum() < 0;
    }

    private static Stream<MarginReport.TenantMonth> comparable(List<MarginReport.TenantMonth> lines) {
        return lines.stream().filter(MarginReport.TenantMonth::isComparable);
    }

    private static BigDecimal sum(
            Stream<MarginReport.TenantMonth> lines, Function<MarginReport.TenantMonth, BigDecimal> amount) {
        return lines.map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
