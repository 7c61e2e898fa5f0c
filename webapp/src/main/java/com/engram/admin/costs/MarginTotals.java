package com.engram.admin.costs;

import com.engram.language.Language;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The sums over several tenants and months. Revenue and margin leave out prices in a currency other than the
 * ledger's.
 *
 * @param tasks the number of completed scoring and heatmap tasks
 */
public record MarginTotals(BigDecimal revenue, BigDecimal cost, BigDecimal margin, long tasks) {

    public static MarginTotals of(List<MarginReport.TenantMonth> lines) {
        return new MarginTotals(
                sum(comparable(lines), MarginReport.TenantMonth::revenue),
                sum(lines.stream(), MarginReport.TenantMonth::cost),
                sum(comparable(lines), line -> line.margin().orElseThrow()),
                lines.stream().mapToLong(MarginReport.TenantMonth::tasks).sum());
    }

    /** The revenue as text. */
    public String revenueText(Language language) {
        return MarginReport.format(revenue, language);
    }

    /** The cost as text. */
    public String costText(Language language) {
        return MarginReport.format(cost, language);
    }

    /** The margin as text. */
    public String marginText(Language language) {
        return MarginReport.format(margin, language);
    }

    /** Whether no backend that completed tasks has a configured price. */
    public boolean isUnpriced() {
        return tasks > 0 && cost.signum() == 0;
    }

    /** Whether the cost exceeds the revenue. */
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
