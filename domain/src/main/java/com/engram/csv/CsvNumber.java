package com.engram.csv;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the numbers in the cells of a CSV file. */
public final class CsvNumber {

    /** Only digits, a sign and a point: Java also reads NaN, hexadecimal numbers and a trailing letter. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,18})?|[+-]?\\.\\d{1,18}");

    /** A percent sign, a sign or code of a currency, and blanks, before or after a number. */
    private static final Pattern UNIT =
            Pattern.compile("^[\\s\\p{Z}\\p{Sc}]+|[\\s\\p{Z}\\p{Sc}%]+$|\\s*(EUR|USD|GBP|CHF)$");

    private static final Pattern GROUPED_BY_COMMA = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern GROUPED_BY_POINT = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+(,\\d+)?");

    private CsvNumber() {}

    /**
     * The number in a cell; empty if it is none.
     *
     * @param decimalComma whether a comma separates the decimals; a point does in any case
     */
    public static Optional<Double> parse(String cell, boolean decimalComma) {
        String text = decimalComma ? cell.replace(',', '.') : cell;
        return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
    }

    /**
     * The number in a cell as spreadsheets show it: with a percent sign or a currency, and with grouped digits. A percent sign does not
     * change the value. Empty if the cell is no number.
     *
     * @param decimalComma whether a comma separates the decimals and a point groups the digits, or the other way round
     */
    public static Optional<Double> parseFormatted(String cell, boolean decimalComma) {
        String text = UNIT.matcher(cell).replaceAll("");
        Pattern grouped = decimalComma ? GROUPED_BY_POINT : GROUPED_BY_COMMA;
        return parse(grouped.matcher(text).matches() ? text.replace(decimalComma ? "." : ",", "") : text, decimalComma);
    }
}
