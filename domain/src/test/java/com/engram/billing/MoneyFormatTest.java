package com.engram.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MoneyFormatTest {

    @Test
    void amounts_have_as_many_digits_as_the_currency() {
        assertThat(MoneyFormat.format(2900, "EUR")).isEqualTo("€29.00");
        assertThat(MoneyFormat.format(290000, "jpy")).contains("2,900").doesNotContain(".");
    }

    @Test
    void prices_have_no_fraction_if_they_are_whole_numbers() {
        assertThat(MoneyFormat.formatPrice(2900, "EUR")).isEqualTo("€29");
        assertThat(MoneyFormat.formatPrice(2950, "EUR")).isEqualTo("€29.50");
    }
}
