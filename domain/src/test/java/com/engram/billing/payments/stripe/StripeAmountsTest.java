package com.engram.billing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StripeAmountsTest {

    @Test
    void stripes_amounts_are_in_the_smallest_unit_of_the_currency() {
        assertThat(StripeAmounts.toStripe(2900, "eur")).isEqualTo(2900);
        assertThat(StripeAmounts.toStripe(290000, "jpy")).isEqualTo(2900);
        assertThat(StripeAmounts.toStripe(2900, "kwd")).isEqualTo(29000);
        assertThat(StripeAmounts.fromStripe(2900, "jpy")).isEqualTo(290000);
        assertThat(StripeAmounts.fromStripe(29000, "kwd")).isEqualTo(2900);
    }
}
