package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table in docs/security.md says which test holds which requirement; those tests exist, and so does the code. */
class SecurityDocumentTest {

    /** The requirements of OWASP ASVS 5.0 that Engram answers for. */
    private static final List<String> REQUIREMENTS = List.of(
            ("1.2.1 1.2.10 1.3.4 1.3.6 2.3.3 2.3.4 2.4.1 3.2.1 3.3.4 3.4.3 3.5.1 5.2.1 5.2.2 5.2.6 5.3.2 6.3.1 6.5.1 7.2.4 "
                            + "8.2.2 8.4.1 11.4.2 14.2.8 15.1.2 15.3.2 16.3.2")
                    .split(" "));

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+) ([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)\\.([A-Z]\\w+)(?:\\.(\\w+))?`");

    private static List<MatchResult> rows = List.of();
    private static List<Path> sources = List.of();

    @BeforeAll
    static void read() throws IOException {
        rows = ROW.matcher(Files.readString(ROOT.resolve("docs/security.md")))
                .results()
                .toList();
        List<Path> found = new ArrayList<>();
        for (String module : List.of("domain", "batch-jobs", "webapp", "inference-worker", "liberty-config")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        sources = found;
    }

    @Test
    void every_requirement_has_a_row() {
        assertThat(rows.stream().map(row -> row.group(1))).containsExactlyElementsOf(REQUIREMENTS);
    }

    @Test
    void every_row_names_tests_that_exist() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (MatchResult row : rows) {
            List<MatchResult> names = NAME.matcher(row.group(4)).results().toList();
            softly.assertThat(names).as(row.group(1) + " names a test").isNotEmpty();
            for (MatchResult name : names) {
                softly.assertThat(name.group(3))
                        .as(name.group() + " names a method")
                        .isNotNull();
                softly.assertThat(declares(name, "/src/test/")).as(name.group()).isTrue();
            }
        }
        softly.assertAll();
    }

    @Test
    void the_code_that_a_row_names_exists() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (MatchResult row : rows) {
            for (MatchResult name : NAME.matcher(row.group(3)).results().toList()) {
                softly.assertThat(declares(name, "/src/main/"))
                        .as(row.group(1) + " " + name.group())
                        .isTrue();
            }
        }
        softly.assertAll();
    }

    private static boolean declares(MatchResult name, String where) throws IOException {
        String file = "/" + name.group(1).replace('.', '/') + "/" + name.group(2) + ".java";
        for (Path source : sources) {
            String path = source.toString();
            if (path.contains(where) && path.endsWith(file)) {
                return name.group(3) == null
                        || Pattern.compile("\\b" + name.group(3) + "\\b")
                                .matcher(Files.readString(source))
                                .find();
            }
        }
        return false;
    }
}
