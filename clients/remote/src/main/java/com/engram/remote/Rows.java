package com.engram.remote;

import com.engram.client.http.Json;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints results row by row, as soon as each of them is there. */
interface Rows {

    /** Prints a row. It has as many values as there are columns. */
    void add(@Nullable Object... values);

    /** Columns of a fixed width, for people. A longer value pushes the rest of its line to the right. */
    final class Table implements Rows {

        private static final int FIRST_WIDTH = 36;
        private static final int GAP = 2;
        private static final int MIN_WIDTH = 8;

        private final PrintStream out;
        private final List<String> columns;
        private boolean hasHeader;

        Table(PrintStream out, List<String> columns) {
            this.out = out;
            this.columns = columns;
        }

        @Override
        public synchronized void add(@Nullable Object... values) {
            if (!hasHeader) {
                hasHeader = true;
                print(columns.stream()
                        .map(name -> name.toUpperCase(Locale.ROOT))
                        .toList());
            }
            print(Arrays.stream(values).map(Table::text).toList());
        }

        private void print(List<String> cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.size(); column++) {
                int width = column == 0
                        ? FIRST_WIDTH
                        : Math.max(MIN_WIDTH, columns.get(column).length());
                String cell = cells.get(column);
                line.append(cell).append(" ".repeat(Math.max(0, width - cell.length()) + GAP));
            }
            out.println(line.toString().stripTrailing());
        }

        private static String text(@Nullable Object value) {
            if (value == null) {
                return "-";
            }
            return value instanceof Double number
                    ? String.format(Locale.ROOT, "%.4f", number)
                    : value instanceof Collection<?> many
                            ? many.stream().map(Table::text).collect(Collectors.joining("..", "", ""))
                            : Text.printable(value.toString());
        }
    }

    /** One JSON object a line, for programs. */
    final class JsonLines implements Rows {

        private final PrintStream out;
        private final List<String> columns;

        JsonLines(PrintStream out, List<String> columns) {
            this.out = out;
            this.columns = columns;
        }

        @Override
        public synchronized void add(@Nullable Object... values) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                object.put(columns.get(column), values[column]);
            }
            out.println(Json.write(object));
        }
    }

    /** CSV with a header, by RFC 4180. A spreadsheet does not execute a cell as a formula. */
    final class Csv implements Rows {

        private final PrintStream out;

        Csv(PrintStream out, List<String> columns) {
            this.out = out;
            print(columns.stream());
        }

        @Override
        public synchronized void add(@Nullable Object... values) {
            print(Arrays.stream(values).map(Csv::text));
        }

        private void print(Stream<String> cells) {
            out.print(cells.map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n")));
            out.flush();
        }

        private static String text(@Nullable Object value) {
            if (value == null) {
                return "";
            }
            if (value instanceof Collection<?> many) {
                return many.stream().map(String::valueOf).collect(Collectors.joining(" "));
            }
            String text = value.toString();
            return !(value instanceof Number) && text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        }

        private static String quoted(String cell) {
            return cell.matches("(?s).*[\",\\r\\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
        }
    }
}
