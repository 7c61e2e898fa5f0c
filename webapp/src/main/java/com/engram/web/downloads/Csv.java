package com.engram.web.downloads;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV that is safe to open in a spreadsheet: a cell that a spreadsheet would read as a formula is prefixed with an
 * apostrophe.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>
 */
public final class Csv {

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private Csv() {}

    /** Starts a table with a header. The caller closes the stream. */
    public static Table table(OutputStream out, String... header) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        return new Table(
                writer,
                new CSVPrinter(
                        writer, CSVFormat.RFC4180.builder().setHeader(header).get()));
    }

    static String escapeFormula(@Nullable Object cell) {
        String text = cell == null ? "" : cell.toString();
        boolean isNumber = cell instanceof Number;
        return !isNumber && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** A table being written. */
    public static final class Table {
        private final Writer writer;
        private final CSVPrinter printer;

        private Table(Writer writer, CSVPrinter printer) {
            this.writer = writer;
            this.printer = printer;
        }

        /** Adds a row. Numbers stay numbers, everything else becomes text. */
        public void row(@Nullable Object... cells) throws IOException {
            printer.printRecord(Stream.<@Nullable Object>of(cells).map(Csv::escapeFormula));
        }

        /** Writes what is still buffered, and leaves the stream open. */
        public void end() throws IOException {
            printer.flush();
            writer.flush();
        }
    }
}
