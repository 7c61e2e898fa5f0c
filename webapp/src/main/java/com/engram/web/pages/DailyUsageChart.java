package com.engram.web.pages;

import com.engram.analysis.reports.UsageHistory;
import java.util.List;

/** Finished analyses per day as a chart. */
public final class DailyUsageChart {

    private DailyUsageChart() {}

    /** The chart of those days, by result. */
    public static ChartView chart(List<UsageHistory.DailyCounts> days) {
        return new ChartView(
                "days",
                "Analyses per day, UTC",
                "bar",
                new ChartView.Axes("Day, UTC", "Analyses"),
                List.of(
                        new ChartView.Series("Charged", "brand"),
                        new ChartView.Series("Free of charge", "good"),
                        new ChartView.Series("Rejected", "warn"),
                        new ChartView.Series("Failed", "bad")),
                days.stream()
                        .map(day -> new ChartView.Row(
                                day.day().toString(), List.of(day.charged(), day.free(), day.rejected(), day.failed())))
                        .toList());
    }
}
