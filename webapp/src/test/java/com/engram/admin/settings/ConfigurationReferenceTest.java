package com.engram.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    @Test
    void shortened_names_extend_the_first_name_of_their_row() {
        assertThat(ConfigurationReference.entries("""
            | Property | Default | Meaning |
            |---|---|---|
            | `engram.mail.user`, `.password` | none | to log in there |
            | `engram.http.port` | `9080` | its port |
            """))
                .containsExactly(
                        new ConfigurationReference.Entry("engram.mail.user", "none", List.of(text("to log in there"))),
                        new ConfigurationReference.Entry(
                                "engram.mail.password", "none", List.of(text("to log in there"))),
                        new ConfigurationReference.Entry("engram.http.port", "9080", List.of(text("its port"))));
    }

    @Test
    void code_and_links_of_the_manual_are_not_shown_as_markdown() {
        assertThat(ConfigurationReference.entries("""
            | `engram.stripe.secretKey` | `x` or none | Stripe's key; see [billing](billing.md) and `engram.mail.host` |
            """))
                .containsExactly(new ConfigurationReference.Entry(
                        "engram.stripe.secretKey",
                        "x or none",
                        List.of(
                                text("Stripe's key; see billing and "),
                                new ConfigurationReference.Part("engram.mail.host", true))));
        assertThat(ConfigurationReference.entries())
                .allSatisfy(entry ->
                        assertThat(entry.meaning() + entry.defaultText()).doesNotContain("`", "](", "**"));
    }

    private static ConfigurationReference.Part text(String text) {
        return new ConfigurationReference.Part(text, false);
    }

    @Test
    void the_packaged_manual_names_the_servers_properties() {
        assertThat(ConfigurationReference.entries())
                .extracting(ConfigurationReference.Entry::name)
                .contains("engram.queue.maxDepth", "engram.storage.secretKey", "engram.cost.currency")
                .doesNotHaveDuplicates();
    }
}
