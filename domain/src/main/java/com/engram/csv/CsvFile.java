package com.engram.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV files (RFC 4180) in UTF-8, with or without a byte order mark. Spreadsheets of countries with a decimal comma separate the
 * cells by semicolons, so the separator is the one that the header uses most: comma, semicolon, or tab. Blank lines are left out.
 */
public final class CsvFile {

    private static final char[] OTHER_SEPARATORS = {';', '\t'};

    private CsvFile() {}

    /** What a file holds, or why it cannot be read. */
    public sealed interface Result {}

    /** The rows of a file, at least one. */
    public record Rows(List<Row> rows, char separator) implements Result {

        /** Whether numbers are written with a decimal comma, as spreadsheets do that do not separate the cells by commas. */
        public boolean hasDecimalComma() {
            return separator != ',';
        }
    }

    /**
     * A row.
     *
     * @param line in which the row begins, from 1
     * @param cells without white space around them
     */
    public record Row(int line, List<String> cells) {}

    /**
     * The file cannot be read.
     *
     * @param line where the problem is, from 1; 0 if it is about the whole file
     */
    public record Unreadable(Reason reason, int line) implements Result {}

    /** Why a file cannot be read. */
    public enum Reason {
        /** The file is empty or too large. */
        SIZE,
        /** The file is not text in UTF-8. */
        ENCODING,
        /** A quotation mark is not closed. */
        OPEN_QUOTE
    }

    /**
     * Reads a file.
     *
     * @param maxBytes a larger file is refused
     */
    public static Result read(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            return new Unreadable(Reason.SIZE, 0);
        }
        return decode(bytes).map(CsvFile::parse).orElseGet(() -> new Unreadable(Reason.ENCODING, 0));
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // A text with the character NUL is no text, and PostgreSQL stores none.
            return text.indexOf('\0') < 0
                    ? Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text)
                    : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Result parse(String text) {
        List<String> lines = text.lines().toList();
        char separator = separator(lines.stream().findFirst().orElse(""));
        List<Row> rows = new ArrayList<>();
        int line = 0;
        try (CSVParser parser = CSVParser.parse(text, format(separator))) {
            Iterator<CSVRecord> records = parser.iterator();
            line = nextLine(lines, parser);
            while (records.hasNext()) {
                List<String> cells = records.next().stream().map(String::strip).toList();
                if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                    rows.add(new Row(line, cells));
                }
                line = nextLine(lines, parser);
            }
        } catch (IOException | UncheckedIOException e) {
            // With this lenient format, the only text that cannot be parsed is one that ends within quotation marks.
            return new Unreadable(Reason.OPEN_QUOTE, line);
        }
        return rows.isEmpty() ? new Unreadable(Reason.SIZE, 0) : new Rows(List.copyOf(rows), separator);
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .setTrailingData(true)
                .get();
    }

    /** The line in which the next record begins: the parser skips blank lines. */
    private static int nextLine(List<String> lines, CSVParser parser) {
        int read = (int) parser.getCurrentLineNumber();
        while (read < lines.size() && lines.get(read).isBlank()) {
            read++;
        }
        return read + 1;
    }

    private static char separator(String header) {
        char best = ',';
        for (char candidate : OTHER_SEPARATORS) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
