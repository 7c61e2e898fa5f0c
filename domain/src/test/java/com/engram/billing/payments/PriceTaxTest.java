package com.engram.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.billing.payments.PriceTax.TaxBehavior;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceTaxTest {

    private static final Optional<String> KEY = Optional.of("sk");

    @Test
    void prices_say_something_about_tax_only_where_it_is_calculated() {
        assertThat(new PriceTax(KEY, true, "exclusive").behavior()).isEqualTo(TaxBehavior.EXCLUSIVE);
        assertThat(new PriceTax(KEY, true, " Inclusive ").behavior()).isEqualTo(TaxBehavior.INCLUSIVE);
        assertThat(new PriceTax(KEY, false, "inclusive").behavior()).isEqualTo(TaxBehavior.NONE);
        assertThat(new PriceTax(Optional.empty(), true, "inclusive").behavior()).isEqualTo(TaxBehavior.NONE);
    }

    @Test
    void a_wrong_value_is_named_with_its_property() {
        assertThatThrownBy(() -> new PriceTax(KEY, true, "gross"))
                .hasMessageContaining("engram.stripe.taxBehavior")
                .hasMessageContaining("gross");
    }
}
