package com.engram.admin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    @Test
    void names_that_are_written_short_belong_to_the_first_of_their_row() {
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
    void the_manual_comes_along_and_names_what_the_server_reads() {
        assertThat(ConfigurationReference.entries())
                .extracting(ConfigurationReference.Entry::name)
                .contains("engram.queue.maxDepth", "engram.storage.secretKey", "engram.cost.currency")
                .doesNotHaveDuplicates();
    }
}
