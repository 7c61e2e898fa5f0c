package com.engram.admin.operations;

import com.engram.language.Messages;
import com.engram.web.pages.ChartView;
import java.util.List;

/** Charts of finished analyses over time. */
public final class ThroughputChart {

    private ThroughputChart() {}

    /** A chart with one bar per hour. */
    public static ChartView hours(List<OperationsReport.TimeBucket> buckets, Messages messages) {
        return chart("hours", "console.jobs.chart.hours", "console.jobs.chart.hour", buckets, messages);
    }

    /** A chart with one bar per minute. */
    static ChartView minutes(List<OperationsReport.TimeBucket> buckets, Messages messages) {
        return chart("minutes", "console.jobs.chart.minutes", "console.jobs.chart.minute", buckets, messages);
    }

    private static ChartView chart(
            String id, String title, String across, List<OperationsReport.TimeBucket> buckets, Messages messages) {
        return new ChartView(
                id,
                messages.text(title),
                "bar",
                new ChartView.Axes(messages.text(across), messages.text("usage.chart.analyses")),
                List.of(
                        new ChartView.Series(messages.text("console.jobs.chart.done"), "brand"),
                        new ChartView.Series(messages.text("usage.chart.rejected"), "warn"),
                        new ChartView.Series(messages.text("usage.chart.failed"), "bad")),
                buckets.stream()
                        .map(bucket -> new ChartView.Row(
                                bucket.label(), List.of(bucket.done(), bucket.rejected(), bucket.failed())))
                        .toList());
    }
}
