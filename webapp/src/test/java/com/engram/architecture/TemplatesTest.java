package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates escape text, and contain no inline scripts or styles. */
class TemplatesTest {

    private static final Path FOLDER = Path.of("src/main/webapp/WEB-INF/templates");

    private static final String STYLE = "a style in the page";

    /** Constructs by which a text could become markup or code. */
    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "unescaped text",
            Pattern.compile("th:utext|\\[\\("),
            "preprocessing",
            Pattern.compile("__\\$\\{"),
            "a script in the page",
            Pattern.compile("<script(?![^>]*\\bsrc=)", Pattern.CASE_INSENSITIVE),
            STYLE,
            Pattern.compile("<style|\\sstyle=|th:style", Pattern.CASE_INSENSITIVE),
            "a handler in the page",
            Pattern.compile("\\s(th:)?on[a-z]+=", Pattern.CASE_INSENSITIVE),
            "an address that runs",
            Pattern.compile("(href|src|action)=\"javascript:", Pattern.CASE_INSENSITIVE),
            "inlined JavaScript",
            Pattern.compile("th:inline"),
            "a date cut from text",
            Pattern.compile("#strings\\.substring"));

    private static final Pattern EXPRESSION = Pattern.compile("[$*]\\{[^\"]*");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'");

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_escapes_text_and_contains_no_code(Path template) throws IOException {
        String text = Files.readString(template);
        FORBIDDEN.forEach((what, pattern) -> {
            if (isReport(template) && what.equals(STYLE)) {
                return;
            }
            Matcher found = pattern.matcher(text);
            assertThat(found.find() ? found.group() : "").as(what).isEmpty();
        });
    }

    /** A report becomes a PDF. The policy that forbids styles in pages is for browsers. */
    private static boolean isReport(Path template) {
        return template.startsWith(FOLDER.resolve("report"));
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

    /** OGNL reads such a literal as a character, which equals no text and is no key of a map. */
    @ParameterizedTest
    @MethodSource("templates")
    void a_template_writes_a_text_of_one_character_in_double_quotes(Path template) throws IOException {
        assertThat(characters(Files.readString(template))).isEmpty();
    }

    @Test
    void a_literal_of_one_character_is_detected() {
        assertThat(characters("th:value=\"${query.get('q')}\"")).containsExactly("'q'");
        assertThat(characters("th:text=\"${a + ' and ' + b + '\\n'}\"")).containsExactly("'\\n'");
        assertThat(characters("th:value=\"${query.get(&quot;q&quot;)}\" th:text=\"'x'\""))
                .isEmpty();
        assertThat(characters("th:if=\"${p == '' or p == 'ab'}\"")).isEmpty();
    }

    private static List<String> characters(String template) {
        return EXPRESSION
                .matcher(template)
                .results()
                .flatMap(expression -> LITERAL.matcher(expression.group()).results())
                .map(MatchResult::group)
                .filter(literal -> literal.replaceFirst("\\\\(.)", "$1").length() == 3)
                .toList();
    }

    static List<Path> templates() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
