package com.engram.web;

import java.util.List;

/**
 * Figures as a page shows them: a table, which a script draws as a chart.
 *
 * @param id unique on the page
 * @param kind {@code bar} (stacked), {@code bars} (side by side) or {@code line}
 * @param series what is shown side by side
 * @param rows from left to right
 */
public record ChartView(String id, String title, String kind, List<Series> series, List<Row> rows) {

    /** What is counted, and in which of the page's colours: {@code brand}, {@code good}, {@code warn}, {@code bad}, {@code soft}. */
    public record Series(String name, String tone) {}

    /** A place on the axis, and a value for each series. */
    public record Row(String label, List<Number> values) {}

    /** The sum of everything shown, to say so where there is nothing. */
    public double total() {
        return rows.stream()
                .flatMap(row -> row.values().stream())
                .mapToDouble(Number::doubleValue)
                .sum();
    }
}
