package com.engram.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.billing.payments.PriceDisplay.Buyer;
import com.engram.billing.payments.PriceDisplay.Choice;
import com.engram.billing.payments.PriceDisplay.ShownPrice;
import com.engram.billing.payments.PriceDisplay.Vat;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceDisplayTest {

    private static final Optional<BigDecimal> ITALIAN = Optional.of(new BigDecimal("22"));

    @Test
    void a_consumer_sees_prices_with_the_vat_of_their_country_and_a_business_without() {
        PriceDisplay added = display("exclusive", "IT=22, FI=25.5", "");

        assertThat(added.countries()).containsExactly("FI", "IT");
        assertThat(added.show(2900, added.choose("it", "consumer")))
                .isEqualTo(new ShownPrice(3538, Vat.CONTAINED, ITALIAN));
        assertThat(added.show(2900, added.choose("FI", "consumer")).cents()).isEqualTo(3640);
        assertThat(added.show(2900, added.choose("IT", "business")))
                .isEqualTo(new ShownPrice(2900, Vat.ADDED, ITALIAN));
    }

    @Test
    void of_prices_that_contain_vat_a_business_sees_what_is_left_without_it() {
        PriceDisplay contained = display("inclusive", "IT=22", "");

        assertThat(contained.show(3538, contained.choose("IT", "business")))
                .isEqualTo(new ShownPrice(2900, Vat.ADDED, ITALIAN));
        assertThat(contained.show(3538, contained.choose("IT", "consumer")).cents())
                .isEqualTo(3538);
    }

    @Test
    void without_a_country_the_price_stays_as_it_is_charged_and_says_whether_vat_is_added() {
        PriceDisplay added = display("exclusive", "IT=22", "");

        assertThat(added.choose("XX", "x")).isEqualTo(new Choice("", Buyer.BUSINESS));
        assertThat(added.show(2900, added.choose(null, "consumer")))
                .isEqualTo(new ShownPrice(2900, Vat.ADDED, Optional.empty()));
        assertThat(display("inclusive", "", "")
                        .show(2900, added.choose(null, null))
                        .vat())
                .isEqualTo(Vat.CONTAINED);
        assertThat(added.show(0, added.choose("IT", "consumer")).vat())
                .as("a free plan")
                .isEqualTo(Vat.NONE);
    }

    @Test
    void the_configuration_says_what_visitors_see_first() {
        assertThat(display("exclusive", "IT=22,DE=19", "DE").choose(null, null).country())
                .isEqualTo("DE");
        assertThat(display("exclusive", "IT=22", "DE").choose(null, null).country())
                .as("a country without a rate")
                .isEmpty();
    }

    @Test
    void no_tax_is_shown_where_none_is_calculated() {
        PriceDisplay none = new PriceDisplay(
                new PriceTax(Optional.empty(), true, "exclusive"), Optional.of("IT=22"), Optional.of("IT"), "consumer");

        assertThat(none.countries()).isEmpty();
        assertThat(none.show(2900, none.choose("IT", "consumer")))
                .isEqualTo(new ShownPrice(2900, Vat.NONE, Optional.empty()));
    }

    @Test
    void wrong_settings_are_refused_at_the_start() {
        assertThatThrownBy(() -> display("exclusive", "IT:22", "")).hasMessageContaining("IT:22");
        assertThatThrownBy(() -> new PriceDisplay(
                        new PriceTax(Optional.empty(), false, "exclusive"),
                        Optional.empty(),
                        Optional.empty(),
                        "anybody"))
                .hasMessageContaining("anybody");
    }

    private static PriceDisplay display(String behavior, String rates, String country) {
        return new PriceDisplay(
                new PriceTax(Optional.of("sk_test"), true, behavior),
                Optional.of(rates),
                Optional.of(country),
                "business");
    }
}
