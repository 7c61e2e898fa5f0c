package com.engram.billing.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.billing.payments.CheckoutRequest;
import com.engram.billing.payments.Price;
import com.engram.billing.payments.PriceTax;
import com.engram.language.Language;
import com.engram.tenancy.TenantId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StripeRequestsTest {

    @Test
    void the_pages_are_in_the_language_of_the_person() {
        assertThat(checkout(Language.ITALIAN, false)).containsEntry("locale", "it");
        assertThat(checkout(Language.ENGLISH, false)).containsEntry("locale", "en");
        assertThat(StripeRequests.portal("cus_1", URI.create("https://engram.example/billing"), Language.ITALIAN)
                        .toMap())
                .containsEntry("locale", "it");
    }

    @Test
    void with_stripe_tax_the_checkout_asks_for_address_and_tax_id() {
        assertThat(checkout(Language.ENGLISH, true))
                .containsEntry("automatic_tax", Map.of("enabled", true))
                .containsEntry("tax_id_collection", Map.of("enabled", true))
                .containsEntry("customer_update", Map.of("address", "auto", "name", "auto"));
        assertThat(checkout(Language.ENGLISH, false)).doesNotContainKeys("automatic_tax", "tax_id_collection");
    }

    private static Map<String, Object> checkout(Language language, boolean automaticTax) {
        CheckoutRequest request = new CheckoutRequest(
                new TenantId(new UUID(0, 1)),
                "cus_1",
                new Price("price_1", Optional.empty()),
                0,
                "https://engram.example/paid",
                "https://engram.example/unpaid",
                language,
                "intent");
        StripeSettings settings = new StripeSettings(
                Optional.of("sk"),
                Optional.of("whsec"),
                Optional.empty(),
                300,
                automaticTax,
                new PriceTax(Optional.of("sk"), automaticTax, "exclusive"),
                false);
        return StripeRequests.checkout(request, settings).toMap();
    }
}
