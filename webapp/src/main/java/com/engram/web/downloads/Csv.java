package com.engram.web.downloads;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV that is safe to open in a spreadsheet: text that a spreadsheet would read as a formula is prefixed with an
 * apostrophe.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>
 */
public final class Csv {

    /**
     * The start of a formula: a sign, also a full-width one, after any blanks and invisible characters. A spreadsheet with
     * another separator begins a cell at each of these separators, so the text after one counts as well.
     */
    private static final Pattern FORMULA = Pattern.compile("(^|[,;\t\r\n])(?=[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+\\-@＝＋－＠])");

    /** Spreadsheets treat a cell that begins with one of these like one that begins with what follows. */
    private static final String FORMULA_BLANKS = "\t\r\n";

    private Csv() {}

    /** Starts a table with a header. The caller closes the stream. */
    public static Table table(OutputStream out, CsvFormat format, String... header) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(format.mark());
        return new Table(
                writer,
                format,
                new CSVPrinter(
                        writer,
                        CSVFormat.RFC4180
                                .builder()
                                .setDelimiter(format.delimiter())
                                .setHeader(header)
                                .get()));
    }

    /** A response that the browser saves as a file and no cache keeps. */
    public static Response download(Object table, String filename) {
        return Response.ok(table, "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + filename + "\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    static String escapeFormula(String text) {
        boolean isBlankStart = !text.isEmpty() && FORMULA_BLANKS.indexOf(text.charAt(0)) >= 0;
        String escaped = FORMULA.matcher(text).replaceAll("$1'");
        return isBlankStart && !escaped.startsWith("'") ? "'" + escaped : escaped;
    }

    /** A table being written. */
    public static final class Table {
        private final Writer writer;
        private final CsvFormat format;
        private final CSVPrinter printer;

        private Table(Writer writer, CsvFormat format, CSVPrinter printer) {
            this.writer = writer;
            this.format = format;
            this.printer = printer;
        }

        /** Adds a row. Numbers stay numbers, everything else becomes text. */
        public void row(@Nullable Object... cells) throws IOException {
            printer.printRecord(Stream.<@Nullable Object>of(cells).map(this::cell));
        }

        private String cell(@Nullable Object cell) {
            if (cell instanceof BigDecimal number) {
                return number.toPlainString().replace('.', format.decimalSeparator());
            }
            if (cell instanceof Number number) {
                return number.toString().replace('.', format.decimalSeparator());
            }
            return cell == null ? "" : escapeFormula(cell.toString());
        }

        /** Writes what is still buffered, and leaves the stream open. */
        public void end() throws IOException {
            printer.flush();
            writer.flush();
        }
    }
}
