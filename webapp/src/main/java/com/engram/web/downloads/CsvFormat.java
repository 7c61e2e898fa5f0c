package com.engram.web.downloads;

/** How a CSV file separates its cells, and for which reader it is meant. */
public enum CsvFormat {

    /** For programs: commas, decimal points, no byte order mark (RFC 4180). */
    PROGRAM(',', '.', ""),

    /** For spreadsheets: commas and decimal points. Without the byte order mark, Excel does not read UTF-8. */
    COMMA(',', '.', "\uFEFF"),

    /** For spreadsheets where the decimal separator is a comma: semicolons and decimal commas. */
    SEMICOLON(';', ',', "\uFEFF");

    private final char delimiter;
    private final char decimalSeparator;
    private final String mark;

    CsvFormat(char delimiter, char decimalSeparator, String mark) {
        this.delimiter = delimiter;
        this.decimalSeparator = decimalSeparator;
        this.mark = mark;
    }

    /** The format that a page's link asks for: {@code semicolon}, otherwise the one with commas. */
    public static CsvFormat of(String name) {
        return name.equals("semicolon") ? SEMICOLON : COMMA;
    }

    char delimiter() {
        return delimiter;
    }

    char decimalSeparator() {
        return decimalSeparator;
    }

    /** What the file begins with. */
    String mark() {
        return mark;
    }
}
