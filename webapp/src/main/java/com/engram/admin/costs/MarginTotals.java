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

    public static MarginTotals of(List<MarginReport.Line> lines) {
        return new MarginTotals(
                sum(comparable(lines), MarginReport.Line::revenue),
                sum(lines.stream(), MarginReport.Line::cost),
                sum(comparable(lines), line -> line.margin().orElseThrow()),
                lines.stream().mapToLong(MarginReport.Line::tasks).sum());
    }

    /** What they brought in as people read it. */
    public String revenueShown() {
        return MarginReport.shown(revenue);
    }

    /** What they cost as people read it. */
    public String costShown() {
        return MarginReport.shown(cost);
    }

    /** What is left as people read it. */
    public String marginShown() {
        return MarginReport.shown(margin);
    }

    /** Whether the price table gives nothing for all that was done. */
    public boolean isUnpriced() {
        return tasks > 0 && cost.signum() == 0;
    }

    /** Whether it costs more than it brings. */
    public boolean isLoss() {
        return margin.signum() < 0;
    }

    private static Stream<MarginReport.Line> comparable(List<MarginReport.Line> lines) {
        return lines.stream().filter(MarginReport.Line::isComparable);
    }

    private static BigDecimal sum(Stream<MarginReport.Line> lines, Function<MarginReport.Line, BigDecimal> amount) {
        return lines.map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
