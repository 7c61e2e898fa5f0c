package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table in docs/security.md says which test holds which requirement; those tests exist, and so does the code. */
class SecurityDocumentTest {

    /** The requirements of OWASP ASVS 5.0 that Engram answers for. */
    private static final List<String> REQUIREMENTS = List.of(
            ("1.2.1 1.2.10 1.3.4 1.3.6 2.3.3 2.3.4 2.4.1 3.2.1 3.3.4 3.4.3 3.5.1 5.2.1 5.2.2 5.2.6 5.3.2 6.3.1 6.5.1 7.2.4 "
                            + "8.2.1 8.2.2 8.4.1 11.4.2 14.2.8 15.1.2 15.3.2 16.3.2")
                    .split(" "));

    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+) ([^|]*)\\|([^|]*)\\|([^|]*)\\|");

    private static List<MatchResult> rows = List.of();
    private static ProjectSources sources;

    @BeforeAll
    static void read() throws IOException {
        rows = ROW.matcher(ProjectSources.document("security.md")).results().toList();
        sources = ProjectSources.read();
    }

    @Test
    void every_requirement_has_a_row() {
        assertThat(rows.stream().map(row -> row.group(1))).containsExactlyElementsOf(REQUIREMENTS);
    }

    @Test
    void every_row_names_tests_that_exist() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (MatchResult row : rows) {
            List<MatchResult> names =
                    ProjectSources.NAME.matcher(row.group(4)).results().toList();
            softly.assertThat(names).as(row.group(1) + " names a test").isNotEmpty();
            for (MatchResult name : names) {
                softly.assertThat(name.group(3))
                        .as(name.group() + " names a method")
                        .isNotNull();
                softly.assertThat(sources.declare(name, "/src/test/"))
                        .as(name.group())
                        .isTrue();
            }
        }
        softly.assertAll();
    }

    @Test
    void the_code_that_a_row_names_exists() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (MatchResult row : rows) {
            for (MatchResult name :
                    ProjectSources.NAME.matcher(row.group(3)).results().toList()) {
                softly.assertThat(sources.declare(name, "/src/main/"))
                        .as(row.group(1) + " " + name.group())
                        .isTrue();
            }
        }
        softly.assertAll();
    }
}
