package com.engram.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.5|false|1234.5",
                "1,234.5|false|1234.5",
                "1,234|false|1234",
                "2.31%|false|2.31",
                "2,31 %|true|2.31",
                "1.234,5|true|1234.5",
                "1.234|true|1234",
                "12.5|true|12.5",
                "€ 0.42|false|0.42",
                "0,42 €|true|0.42",
                "3 EUR|false|3",
                "-7|false|-7",
            })
    void numbers_are_read_as_spreadsheets_show_them(String cell, boolean decimalComma, double number) {
        assertThat(CsvNumber.parseFormatted(cell, decimalComma)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "high", "NaN", "0x1p3", "1e5", "12,34", "1,2345", "2026-11-30", "3 of 4", "%"})
    void other_text_is_no_number(String cell) {
        assertThat(CsvNumber.parseFormatted(cell, false)).isEmpty();
    }
}
