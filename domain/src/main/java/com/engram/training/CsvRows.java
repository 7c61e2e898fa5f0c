package com.engram.training;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a CSV file (RFC 4180). Spreadsheets of countries with a decimal comma separate the cells by semicolons, so the separator
 * is the one that the header uses most: comma, semicolon, or tab. Blank lines are left out.
 *
 * @param separator between two cells
 * @param openQuote the line of a quotation mark that is not closed; 0 if there is none
 */
record CsvRows(List<Row> rows, char separator, int openQuote) {

    /**
     * A row.
     *
     * @param line in which the row begins, from 1
     * @param cells without white space around them
     */
    record Row(int line, List<String> cells) {}

    static CsvRows parse(String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char separator = separator(content.lines().findFirst().orElse(""));
        Parser parser = new Parser(separator);
        for (int i = 0; i < content.length(); i++) {
            parser.accept(content.charAt(i));
        }
        return parser.finish();
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** Reads a file character by character. */
    private static final class Parser {
        private final char separator;
        private final List<Row> rows = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private List<String> cells = new ArrayList<>();
        private int line = 1;
        private int rowLine = 1;
        private int quoteLine;
        private boolean afterQuote;

        Parser(char separator) {
            this.separator = separator;
        }

        void accept(char c) {
            if (quoteLine > 0) {
                inQuotes(c);
            } else if (c == '"' && (cell.isEmpty() || afterQuote)) {
                // A doubled quotation mark within quotes closes and opens them again.
                if (afterQuote) {
                    cell.append('"');
                }
                quoteLine = line;
            } else if (c == separator) {
                endCell();
            } else if (c == '\n') {
                endRow();
            } else if (c != '\r') {
                cell.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }

        private void inQuotes(char c) {
            if (c == '"') {
                quoteLine = 0;
                afterQuote = true;
            } else {
                cell.append(c);
            }
        }

        private void endCell() {
            cells.add(cell.toString().strip());
            cell.setLength(0);
            afterQuote = false;
        }

        private void endRow() {
            endCell();
            if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                rows.add(new Row(rowLine, List.copyOf(cells)));
            }
            cells = new ArrayList<>();
            rowLine = line + 1;
        }

        CsvRows finish() {
            int open = quoteLine;
            endRow();
            return new CsvRows(List.copyOf(rows), separator, open);
        }
    }
}
