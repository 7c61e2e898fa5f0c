package com.engram.billing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.MoneyFormat;
import org.junit.jupiter.api.Test;

class StripeAmountsTest {

    @Test
    void a_cent_a_yen_and_a_fils_are_each_the_smallest_coin() {
        assertThat(StripeAmounts.coins(2900, "eur")).isEqualTo(2900);
        assertThat(StripeAmounts.coins(290000, "jpy")).isEqualTo(2900);
        assertThat(StripeAmounts.coins(2900, "kwd")).isEqualTo(29000);
        assertThat(StripeAmounts.cents(2900, "jpy")).isEqualTo(290000);
        assertThat(StripeAmounts.cents(29000, "kwd")).isEqualTo(2900);
    }

    @Test
    void people_read_amounts_in_the_currencys_own_way() {
        assertThat(MoneyFormat.text(2900, "EUR")).isEqualTo("€29.00");
        assertThat(MoneyFormat.text(290000, "jpy")).contains("2,900").doesNotContain(".");
    }
}
