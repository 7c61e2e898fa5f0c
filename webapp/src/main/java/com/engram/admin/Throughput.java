package com.engram.admin;

import com.engram.web.ChartView;
import java.util.List;

/** What came to an end, as a chart. */
final class Throughput {

    private Throughput() {}

    /** One bar for each span. */
    static ChartView chart(String id, String title, List<OperationsReport.Span> spans) {
        return new ChartView(
                id,
                title,
                "bar",
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
