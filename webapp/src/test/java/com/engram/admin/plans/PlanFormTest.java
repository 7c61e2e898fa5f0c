package com.engram.admin.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.language.Language;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.junit.jupiter.api.Test;

class PlanFormTest {

    private static final JsonObject PLAN = Json.createObjectBuilder()
            .add("priceCents", 14_900)
            .add("overageCents", 4)
            .add("maxImageBytes", 1_572_864)
            .build();

    @Test
    void prices_and_sizes_are_written_as_the_language_writes_them() {
        assertThat(PlanForm.fields(PLAN, Language.ENGLISH))
                .containsEntry("priceCents", "149.00")
                .containsEntry("overageCents", "0.04")
                .containsEntry("maxImageBytes", "1.5");
        assertThat(PlanForm.fields(PLAN, Language.ITALIAN))
                .containsEntry("priceCents", "149,00")
                .containsEntry("overageCents", "0,04")
                .containsEntry("maxImageBytes", "1,5");
    }

    @Test
    void a_price_is_read_with_a_point_or_a_comma() {
        for (String price : new String[] {"149,50", "149.50"}) {
            MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
            form.putSingle("priceCents", price);

            assertThat(PlanForm.toJson(form).getInt("priceCents")).isEqualTo(14_950);
        }
    }
}
