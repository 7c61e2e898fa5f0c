package com.engram.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerEnvironmentTest {
    @Test
    void a_variable_set_by_the_user_overrides_the_default() {
        ServerEnvironment settings = new ServerEnvironment(Map.of("ENGRAM_DATABASE_URL", "jdbc:postgresql://db/mine"));
        settings.setDefault("ENGRAM_DATABASE_URL", "jdbc:postgresql://127.0.0.1/own");

        assertThat(settings.get("ENGRAM_DATABASE_URL")).isEqualTo("jdbc:postgresql://db/mine");
    }

    @Test
    void an_empty_variable_counts_as_not_set() {
        ServerEnvironment settings = new ServerEnvironment(Map.of("ENGRAM_WORKER_URL", ""));
        settings.setDefault("ENGRAM_WORKER_URL", "http://127.0.0.1:1");

        assertThat(settings.get("ENGRAM_WORKER_URL")).isEqualTo("http://127.0.0.1:1");
    }

    @Test
    void the_worker_gets_its_own_settings_and_no_others() {
        ServerEnvironment settings = new ServerEnvironment(Map.of(
                "ENGRAM_WORKER_MODELS",
                "my-model",
                "ENGRAM_WORKER_MAX_MEGAPIXELS",
                "100",
                "ENGRAM_WORKER_URL",
                "http://127.0.0.1:1",
                "ENGRAM_DATABASE_PASSWORD",
                "secret"));

        assertThat(settings.workerEnvironment())
                .containsOnly(
                        entry(
                                "ENGRAM_WORKER_MODELS",
                                Path.of("my-model").toAbsolutePath().toString()),
                        entry("ENGRAM_WORKER_MAX_MEGAPIXELS", "100"));
    }

    @Test
    void other_variables_are_not_passed_on() {
        assertThat(new ServerEnvironment(Map.of("PATH", "/bin")).environment()).isEmpty();
    }
}
