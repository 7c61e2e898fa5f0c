package com.engram.inference.training.data;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a CSV file (RFC 4180) with a header line. Column names are matched without regard to case, blank lines are
 * skipped, and white space around cells is removed.
 *
 * @param rows below the header, in the order of the file
 */
public record CsvTable(List<Row> rows) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a file in UTF-8.
     *
     * @param required the columns that the file must have
     * @throws IOException if the file cannot be read, is empty or lacks a required column
     */
    public static CsvTable read(Path file, String... required) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setTrim(true).get();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = format.parse(reader)) {
            Map<String, Integer> columns = null;
            List<Row> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                if (columns == null) {
                    columns = columns(record);
                } else if (record.size() > 1 || !record.get(0).isEmpty()) {
                    rows.add(new Row(file, parser.getCurrentLineNumber(), columns, record));
                }
            }
            if (columns == null) {
                throw new IOException(file + " is empty");
            }
            if (!columns.keySet().containsAll(List.of(required))) {
                throw new IOException(file + " needs the columns " + String.join(", ", required));
            }
            return new CsvTable(List.copyOf(rows));
        } catch (UncheckedIOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, Integer> columns(CSVRecord header) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).replace(BYTE_ORDER_MARK, "").strip().toLowerCase(Locale.ROOT);
            columns.putIfAbsent(name, i);
        }
        return columns;
    }

    /** One row of the table. */
    public static final class Row {
        private final Path file;
        private final long line;
        private final Map<String, Integer> columns;
        private final CSVRecord cells;

        private Row(Path file, long line, Map<String, Integer> columns, CSVRecord cells) {
            this.file = file;
            this.line = line;
            this.columns = columns;
            this.cells = cells;
        }

        /** The cell of a column; empty if the table has no such column or the row is too short. */
        public String text(String column) {
            Integer index = columns.get(column);
            return index == null || index >= cells.size() ? "" : cells.get(index);
        }

        /**
         * The number in a column.
         *
         * @throws IOException if the cell is not a number
         */
        public double number(String column) throws IOException {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw new IOException(place() + ": " + column + " is not a number: '" + text(column) + "'", e);
            }
        }

        /** The file that a column names, relative to the CSV file. */
        public Path file(String column) throws IOException {
            if (text(column).isEmpty()) {
                throw new IOException(place() + ": " + column + " is empty");
            }
            return file.resolveSibling(text(column));
        }

        /** File and line, for error messages. */
        public String place() {
            return file + ", line " + line;
        }
    }
}
