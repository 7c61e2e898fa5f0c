package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.cxapi.SynthesisMessage;

/** cdk-nag's rules for AWS solutions find nothing that is not accepted with a reason. */
class NagTest {

    @Test
    void no_rule_finds_an_error() {
        for (Installation installation : List.of(Synthesized.standard(), Synthesized.allChoices())) {
            List<String> errors = new ArrayList<>();
            for (Stack stack : installation.all()) {
                for (SynthesisMessage error : Annotations.fromStack(stack).findError("*", Match.anyValue())) {
                    errors.add(error.getId() + ": " + error.getEntry().getData());
                }
            }
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void every_accepted_finding_has_a_reason_and_some_are_found() {
        List<String> reasons = new ArrayList<>();
        for (Installation installation : List.of(Synthesized.standard(), Synthesized.allChoices())) {
            for (JsonNode resource : installation.resources().values()) {
                for (JsonNode accepted : resource.at("/Metadata/cdk_nag/rules_to_suppress")) {
                    reasons.add(accepted.path("reason").asText());
                }
            }
        }

        assertThat(reasons).hasSizeGreaterThan(20).allMatch(reason -> reason.split(" ", -1).length > 5);
    }
}
