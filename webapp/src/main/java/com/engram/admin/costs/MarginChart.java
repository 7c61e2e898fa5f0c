package com.engram.admin.costs;

import com.engram.web.pages.ChartView;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A chart of revenue and scoring cost by month. */
public final class MarginChart {

    /** How many months the chart shows. */
    public static final int MONTHS = 12;

    private MarginChart() {}

    /**
     * A chart with one bar for revenue and one for cost in each month; months without figures are zero.
     *
     * @param id of the chart's element
     * @param last the last month to show
     */
    public static ChartView chart(String id, List<MarginReport.TenantMonth> lines, YearMonth last, String currency) {
        List<YearMonth> months = Stream.iterate(last.minusMonths(MONTHS - 1), month -> month.plusMonths(1))
                .limit(MONTHS)
                .toList();
        Map<YearMonth, List<MarginReport.TenantMonth>> byMonth =
                lines.stream().collect(Collectors.groupingBy(MarginReport.TenantMonth::month));
        return new ChartView(
                id,
                "Brought in and cost, by month",
                "bars",
                new ChartView.Axes("Month, UTC", currency),
                List.of(new ChartView.Series("Brought in", "good"), new ChartView.Series("Cost of scoring", "brand")),
                months.stream()
                        .map(month -> row(month, MarginTotals.of(byMonth.getOrDefault(month, List.of()))))
                        .toList());
    }

    private static ChartView.Row row(YearMonth month, MarginTotals sum) {
        return new ChartView.Row(month.toString(), List.of(sum.revenue(), sum.cost()));
    }
}
