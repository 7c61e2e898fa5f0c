package com.engram.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others make of the API's description: two linters, a tool that finds breaking changes, and two generators of clients. */
@EnabledIfSystemProperty(named = "all", matches = ".*", disabledReason = "needs npm, pip and Go; ./engram test --all")
@ExtendWith(SharedInstallation.class)
class GeneratedClientsIT {

    private final BrowserSession engram;

    GeneratedClientsIT(BrowserSession engram) {
        this.engram = engram;
    }

    @Test
    void the_description_has_no_faults_breaks_no_client_and_makes_two_clients_that_score_an_image() throws Exception {
        RetryingApiClient client = RetryingApiClient.of(engram.url(""), engram.home());
        ProcessBuilder check =
                new ProcessBuilder("../clients/check.sh", "../docs/images/console-billing.png").inheritIO();
        check.environment().putAll(Map.of("ENGRAM_URL", engram.url(""), "ENGRAM_API_KEY", client.key()));

        assertThat(check.start().waitFor())
                .as(Path.of("clients", "check.sh").toString())
                .isZero();
    }
}
