package com.engram.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;

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
                        new ConfigurationReference.Entry("engram.mail.user", "none", "to log in there"),
                        new ConfigurationReference.Entry("engram.mail.password", "none", "to log in there"),
                        new ConfigurationReference.Entry("engram.http.port", "9080", "its port"));
    }

    @Test
    void the_packaged_manual_names_the_servers_properties() {
        assertThat(ConfigurationReference.entries())
                .extracting(ConfigurationReference.Entry::name)
                .contains("engram.queue.maxDepth", "engram.storage.secretKey", "engram.cost.currency")
                .doesNotHaveDuplicates();
    }
}
