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

    @Test
    void stripe_writes_krona_and_ugandan_shilling_in_hundredths_and_ariary_in_whole_units() {
        assertThat(StripeAmounts.toStripe(2900, "isk")).isEqualTo(2900);
        assertThat(StripeAmounts.toStripe(2900, "ugx")).isEqualTo(2900);
        assertThat(StripeAmounts.toStripe(2900, "mga")).isEqualTo(29);
        assertThat(StripeAmounts.fromStripe(29, "mga")).isEqualTo(2900);
        assertThat(StripeAmounts.fromStripe(2900, "ugx")).isEqualTo(2900);
    }

    @Test
    void amounts_with_three_decimals_end_in_zero() {
        assertThat(StripeAmounts.toStripe(2955, "bhd")).isEqualTo(29550);
        assertThat(StripeAmounts.toStripe(1, "tnd")).isEqualTo(10);
    }
}
