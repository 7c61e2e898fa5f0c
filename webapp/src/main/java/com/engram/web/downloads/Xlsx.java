package com.engram.web.downloads;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes workbooks of Excel with one sheet. Text stays text there, so a name that begins like a formula is not executed. Excel shows
 * numbers and dates in its own language.
 */
public final class Xlsx {

    /** The media type of a workbook. */
    public static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Excel allows no more characters in a cell. */
    private static final int MAX_TEXT = 32_767;

    private Xlsx() {}

    /**
     * Writes a sheet. The caller closes the stream.
     *
     * @param sheet its name
     * @param rows cells of numbers, instants (shown as times in UTC), and text; null is an empty cell
     */
    public static void write(OutputStream out, String sheet, List<String> header, Iterable<@Nullable Object[]> rows)
            throws IOException {
        Workbook workbook = new Workbook(out, "Engram", null);
        Worksheet cells = workbook.newWorksheet(sheet);
        for (int column = 0; column < header.size(); column++) {
            cells.value(0, column, header.get(column));
            cells.style(0, column).bold().set();
        }
        cells.freezePane(0, 1);
        int row = 1;
        for (@Nullable Object[] values : rows) {
            for (int column = 0; column < values.length; column++) {
                write(cells, row, column, values[column]);
            }
            row++;
        }
        workbook.finish();
    }

    /** A response that the browser saves as a file and no cache keeps. */
    public static Response download(Object workbook, String filename) {
        return Response.ok(workbook, TYPE)
                .header("Content-Disposition", "attachment; filename=\"" + filename + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    private static void write(Worksheet cells, int row, int column, @Nullable Object value) {
        if (value instanceof Float number) {
            // Through its decimal digits: 0.71f as a double is 0.7099999785423279.
            cells.value(row, column, Double.valueOf(number.toString()));
        } else if (value instanceof Number number) {
            cells.value(row, column, number);
        } else if (value instanceof Instant instant) {
            cells.value(row, column, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            cells.style(row, column).format("yyyy-mm-dd hh:mm").set();
        } else if (value != null) {
            String text = value.toString();
            cells.value(row, column, text.substring(0, Math.min(MAX_TEXT, text.length())));
        }
    }
}
