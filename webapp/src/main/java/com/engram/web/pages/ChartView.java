package com.engram.web.pages;

import java.util.List;

/**
 * Figures as a page shows them: a table, which a script draws as a chart.
 *
 * @param id unique on the page
 * @param kind {@code bar} (stacked), {@code bars} (side by side) or {@code line}
 * @param axes what the axes measure
 * @param series what is shown side by side
 * @param rows from left to right
 */
public record ChartView(String id, String title, String kind, Axes axes, List<Series> series, List<Row> rows) {

    /** What is told from left to right and upwards, each with its unit. */
    public record Axes(String across, String up) {}

    /** What is counted, and in which of the page's colours: {@code brand}, {@code good}, {@code warn}, {@code bad}, {@code soft}. */
    public record Series(String name, String tone) {}

    /** A place on the axis, and a value for each series. */
    public record Row(String label, List<Number> values) {}

    /** Whether there is nothing to draw; the page says so instead. */
    public boolean isBlank() {
        return rows.stream().flatMap(row -> row.values().stream()).allMatch(value -> value.doubleValue() == 0);
    }
}
