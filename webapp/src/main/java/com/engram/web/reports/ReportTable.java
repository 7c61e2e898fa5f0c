package com.engram.web.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a report as a table.
 *
 * @param name of the file, without its ending
 * @param rows a cell for each column: numbers, instants or text; null is an empty cell
 */
public record ReportTable(String name, List<String> columns, List<@Nullable Object[]> rows) {}
