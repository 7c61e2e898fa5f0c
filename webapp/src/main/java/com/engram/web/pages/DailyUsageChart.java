package com.engram.web.pages;

import com.engram.analysis.reports.UsageHistory;
import com.engram.language.Messages;
import java.util.List;

/** Finished analyses per day as a chart. */
public final class DailyUsageChart {

    private DailyUsageChart() {}

    /** The chart of those days, by result. */
    public static ChartView chart(List<UsageHistory.DailyCounts> days, Messages messages) {
        return new ChartView(
                "days",
                messages.text("usage.chart.days"),
                "bar",
                new ChartView.Axes(messages.text("usage.chart.day"), messages.text("usage.chart.analyses")),
                byResult(messages),
                days.stream()
                        .map(day -> new ChartView.Row(
                                day.day().toString(), List.of(day.charged(), day.free(), day.rejected(), day.failed())))
                        .toList());
    }

    /** The series of a chart that counts analyses by their result. */
    public static List<ChartView.Series> byResult(Messages messages) {
        return List.of(
                new ChartView.Series(messages.text("usage.chart.charged"), "brand"),
                new ChartView.Series(messages.text("usage.chart.free"), "good"),
                new ChartView.Series(messages.text("usage.chart.rejected"), "warn"),
                new ChartView.Series(messages.text("usage.chart.failed"), "bad"));
    }
}
