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
 * Writes tables that are safe to open in a spreadsheet: a cell that would be taken for a formula gets an apostrophe
 * before it.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>
 */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r\n";

    private Csv() {}

    /** A table with that header. */
    public static Table to(OutputStream out, String... header) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        return new Table(
                writer,
                new CSVPrinter(
                        writer, CSVFormat.RFC4180.builder().setHeader(header).get()));
    }

    static String safe(@Nullable Object cell) {
        String text = cell == null ? "" : cell.toString();
        boolean number = cell instanceof Number;
        return !number && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** A table being written. */
    public static final class Table {
        private final Writer writer;
        private final CSVPrinter printer;

        private Table(Writer writer, CSVPrinter printer) {
            this.writer = writer;
            this.printer = printer;
        }

        /** Adds a row; numbers stay numbers, everything else is text. */
        public void row(@Nullable Object... cells) throws IOException {
            printer.printRecord(Stream.<@Nullable Object>of(cells).map(Csv::safe));
        }

        /** Writes what is left, and leaves the stream open. */
        public void end() throws IOException {
            printer.flush();
            writer.flush();
        }
    }
}
