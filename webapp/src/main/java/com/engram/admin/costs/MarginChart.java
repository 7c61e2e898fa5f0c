package com.engram.admin.costs;

import com.engram.language.Messages;
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
    public static ChartView chart(
            String id, List<MarginReport.TenantMonth> lines, YearMonth last, String currency, Messages messages) {
        List<YearMonth> months = Stream.iterate(last.minusMonths(MONTHS - 1), month -> month.plusMonths(1))
                .limit(MONTHS)
                .toList();
        Map<YearMonth, List<MarginReport.TenantMonth>> byMonth =
                lines.stream().collect(Collectors.groupingBy(MarginReport.TenantMonth::month));
        return new ChartView(
                id,
                messages.text("console.costs.chart.title"),
                "bars",
                new ChartView.Axes(messages.text("console.costs.month"), currency),
                List.of(
                        new ChartView.Series(messages.text("console.costs.chart.revenue"), "good"),
                        new ChartView.Series(messages.text("console.costs.chart.cost"), "brand")),
                months.stream()
                        .map(month -> row(month, MarginTotals.of(byMonth.getOrDefault(month, List.of()))))
                        .toList());
    }

    private static ChartView.Row row(YearMonth month, MarginTotals sum) {
        return new ChartView.Row(month.toString(), List.of(sum.revenue(), sum.cost()));
    }
}
