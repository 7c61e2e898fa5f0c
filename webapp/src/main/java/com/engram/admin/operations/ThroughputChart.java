package com.engram.admin.operations;

import com.engram.web.pages.ChartView;
import java.util.List;

/** What came to an end, as a chart. */
public final class ThroughputChart {

    private ThroughputChart() {}

    /** One bar for each hour. */
    public static ChartView hours(List<OperationsReport.Span> spans) {
        return chart("hours", "Analyses ended per hour", "hour, UTC", spans);
    }

    /** One bar for each minute. */
    static ChartView minutes(List<OperationsReport.Span> spans) {
        return chart("minutes", "Analyses ended per minute", "minute, UTC", spans);
    }

    private static ChartView chart(String id, String title, String across, List<OperationsReport.Span> spans) {
        return new ChartView(
                id,
                title,
                "bar",
                new ChartView.Axes(across, "analyses"),
                List.of(
                        new ChartView.Series("Done", "brand"),
                        new ChartView.Series("Rejected", "warn"),
                        new ChartView.Series("Failed", "bad")),
                spans.stream()
                        .map(span ->
                                new ChartView.Row(span.label(), List.of(span.done(), span.rejected(), span.failed())))
                        .toList());
    }
}
