package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates escape text, and contain no inline scripts or styles. */
class TemplatesTest {

    private static final Path FOLDER = Path.of("src/main/webapp/WEB-INF/templates");

    /** Constructs by which a text could become markup or code. */
    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "unescaped text", Pattern.compile("th:utext|\\[\\("),
            "preprocessing", Pattern.compile("__\\$\\{"),
            "a script in the page", Pattern.compile("<script(?![^>]*\\bsrc=)", Pattern.CASE_INSENSITIVE),
            "a style in the page", Pattern.compile("<style|\\sstyle=|th:style", Pattern.CASE_INSENSITIVE),
            "a handler in the page", Pattern.compile("\\s(th:)?on[a-z]+=", Pattern.CASE_INSENSITIVE),
            "an address that runs", Pattern.compile("(href|src|action)=\"javascript:", Pattern.CASE_INSENSITIVE),
            "inlined JavaScript", Pattern.compile("th:inline"),
            "a date cut from text", Pattern.compile("#strings\\.substring"));

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_escapes_text_and_contains_no_code(Path template) throws IOException {
        String text = Files.readString(template);
        FORBIDDEN.forEach((what, pattern) -> {
            Matcher found = pattern.matcher(text);
            assertThat(found.find() ? found.group() : "").as(what).isEmpty();
        });
    }

    @Test
    void every_forbidden_pattern_is_detected() {
        List<String> bad = List.of(
                "<p th:utext=\"${name}\">",
                "[(${name})]",
                "th:text=\"${__${name}__}\"",
                "<script>alert(1)</script>",
                "<p style=\"color: red\">",
                "<button onclick=\"go()\">",
                "<a href=\"javascript:go()\">",
                "<script src=\"x\" th:inline=\"javascript\">",
                "th:text=\"${#strings.substring(time.toString(), 0, 10)}\"");
        assertThat(bad)
                .allMatch(text -> FORBIDDEN.values().stream()
                        .anyMatch(pattern -> pattern.matcher(text).find()));
        assertThat(templates()).hasSizeGreaterThan(30);
    }

    static List<Path> templates() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
