package com.engram.admin.operations;

import com.engram.web.pages.ChartView;
import java.util.List;

/** Charts of finished analyses over time. */
public final class ThroughputChart {

    private ThroughputChart() {}

    /** A chart with one bar per hour. */
    public static ChartView hours(List<OperationsReport.TimeBucket> buckets) {
        return chart("hours", "Analyses ended per hour", "hour, UTC", buckets);
    }

    /** A chart with one bar per minute. */
    static ChartView minutes(List<OperationsReport.TimeBucket> buckets) {
        return chart("minutes", "Analyses ended per minute", "minute, UTC", buckets);
    }

    private static ChartView chart(String id, String title, String across, List<OperationsReport.TimeBucket> buckets) {
        return new ChartView(
                id,
                title,
                "bar",
                new ChartView.Axes(across, "Analyses"),
                List.of(
                        new ChartView.Series("Done", "brand"),
                        new ChartView.Series("Rejected", "warn"),
                        new ChartView.Series("Failed", "bad")),
                buckets.stream()
                        .map(bucket -> new ChartView.Row(
                                bucket.label(), List.of(bucket.done(), bucket.rejected(), bucket.failed())))
                        .toList());
    }
}
