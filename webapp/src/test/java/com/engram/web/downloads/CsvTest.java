package com.engram.web.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                " =1+1",
                "\u00A0=1+1",
                "\u3000=1+1",
                "\u200B=1+1",
                "\uFEFF=1+1",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "\u0001=1+1",
                "＝1+1",
                "＋1",
                "－1",
                "＠SUM(A1)",
                " \u3000＝1+1",
                "\tx",
                "\nx"
            })
    void text_that_a_spreadsheet_would_calculate_is_escaped(String text) {
        assertThat(Csv.escapeFormula(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;=1+1", "a,=1+1", "a\t=1+1", "a; ＝1+1", "a\n=1+1"})
    void a_formula_after_the_separator_of_another_spreadsheet_is_escaped(String text) {
        assertThat(Csv.escapeFormula(text)).isEqualTo(text.substring(0, 2) + "'" + text.substring(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.jpg",
                "holiday-2024.jpg",
                "1 + 1 = 2",
                "a, b; c",
                "ann@example.com",
                "2026-11-30T10:00:00Z"
            })
    void other_text_stays_as_it_is(String text) {
        assertThat(Csv.escapeFormula(text)).isEqualTo(text);
    }

    @Test
    void a_file_for_spreadsheets_begins_with_a_byte_order_mark() throws IOException {
        assertThat(written(CsvFormat.COMMA))
                .isEqualTo("\uFEFFname,score,price,left\r\n\"Größe; 1,5\",0.75,1234567.80,-3\r\n");
    }

    @Test
    void semicolons_come_with_decimal_commas() throws IOException {
        assertThat(written(CsvFormat.SEMICOLON))
                .isEqualTo("\uFEFFname;score;price;left\r\n\"Größe; 1,5\";0,75;1234567,80;-3\r\n");
    }

    @Test
    void a_file_for_programs_has_no_byte_order_mark() throws IOException {
        assertThat(written(CsvFormat.PROGRAM)).startsWith("name,score,");
    }

    @Test
    void a_link_chooses_the_format() {
        assertThat(CsvFormat.of("semicolon")).isEqualTo(CsvFormat.SEMICOLON);
        assertThat(CsvFormat.of("")).isEqualTo(CsvFormat.COMMA);
        assertThat(CsvFormat.of("program")).isEqualTo(CsvFormat.COMMA);
    }

    private static String written(CsvFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.Table table = Csv.table(out, format, "name", "score", "price", "left");
        table.row("Größe; 1,5", 0.75, new BigDecimal("1234567.80"), -3);
        table.end();
        return out.toString(StandardCharsets.UTF_8);
    }
}
