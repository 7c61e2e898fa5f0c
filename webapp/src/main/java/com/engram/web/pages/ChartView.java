package com.engram.web.pages;

import java.util.List;

/**
 * Figures on a page: a table that a script draws as a chart.
 *
 * @param id unique on the page
 * @param kind {@code bar} (stacked), {@code bars} (side by side) or {@code line}
 * @param axes what the axes measure
 * @param series what is compared
 * @param rows the values, from left to right
 */
public record ChartView(String id, String title, String kind, Axes axes, List<Series> series, List<Row> rows) {

    /** The labels of the axes, each with its unit. */
    public record Axes(String x, String y) {}

    /** A name for the legend, and a colour: {@code brand}, {@code good}, {@code warn}, {@code bad}, or {@code soft}. */
    public record Series(String name, String tone) {}

    /** A point on the x axis, and a value for each series. */
    public record Row(String label, List<Number> values) {}

    /** Whether all values are zero; the page then says that there is no data. */
    public boolean isBlank() {
        return rows.stream().flatMap(row -> row.values().stream()).allMatch(value -> value.doubleValue() == 0);
    }
}
