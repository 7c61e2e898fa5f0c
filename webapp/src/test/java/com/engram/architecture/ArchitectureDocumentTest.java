package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names every package, and only types and methods that exist. */
class ArchitectureDocumentTest {

    private static final List<String> WALKS =
            List.of("Upload", "Claim", "Score", "Outcome", "Gallery page", "API key", "Plan change", "Stripe event");

    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `([a-z.0-9]+)` \\|");

    private static String document = "";
    private static ProjectSources sources;

    @BeforeAll
    static void read() throws IOException {
        document = ProjectSources.document("architecture.md");
        sources = ProjectSources.read();
    }

    @Test
    void every_package_has_a_row() {
        Set<String> rows = new TreeSet<>();
        PACKAGE_ROW.matcher(document).results().forEach(row -> rows.add(row.group(1)));

        assertThat(rows).isEqualTo(sources.packages());
    }

    @Test
    void every_term_of_the_glossary_names_a_type_that_exists() throws IOException {
        List<String> rows = rowsOf("## Glossary");

        assertThat(rows).hasSizeGreaterThan(20);
        assertThatNamesExist(rows);
    }

    @Test
    void every_walk_names_methods_that_exist() throws IOException {
        for (String walk : WALKS) {
            List<String> rows = rowsOf("### " + walk + "\n");
            assertThat(rows).as(walk).hasSizeGreaterThan(2);
            assertThatNamesExist(rows);
        }
    }

    private static void assertThatNamesExist(List<String> rows) throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (String row : rows) {
            List<MatchResult> names = ProjectSources.NAME.matcher(row).results().toList();
            softly.assertThat(names).as(row).isNotEmpty();
            for (MatchResult name : names) {
                softly.assertThat(sources.declare(name, "/src/main/"))
                        .as(name.group())
                        .isTrue();
            }
        }
        softly.assertAll();
    }

    /** The rows of the first table after a heading, without its head. */
    private static List<String> rowsOf(String heading) {
        int start = document.indexOf(heading);
        assertThat(start).as("the heading " + heading).isNotNegative();
        return document.substring(start)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }
}
