package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence exists in both languages, with the same arguments, and every key that a template uses exists. */
class MessagesTest {

    private static final Map<String, String> ENGLISH = MessageBundles.read("en");
    private static final Map<String, String> ITALIAN = MessageBundles.read("it");

    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
    private static final Pattern PLACE = Pattern.compile("[#$](?!\\w)");
    private static final Pattern LINK = Pattern.compile("]\\((/[^)]*)\\)");
    private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z][\\w.\\-]*)");

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(ITALIAN.keySet()).containsExactlyElementsOf(ENGLISH.keySet());
        assertThat(ENGLISH).hasSizeGreaterThan(500);
    }

    @Test
    void a_sentence_has_the_same_arguments_and_links_in_both_languages() {
        ENGLISH.forEach((key, english) -> {
            String italian = ITALIAN.get(key);
            assertThat(found(ARGUMENT, italian, 1)).as(key).isEqualTo(found(ARGUMENT, english, 1));
            assertThat(found(LINK, italian, 1)).as(key).isEqualTo(found(LINK, english, 1));
            if (key.contains(".js.")) {
                assertThat(found(PLACE, italian, 0)).as(key).isEqualTo(found(PLACE, english, 0));
            }
        });
    }

    /** In a pattern a straight apostrophe begins a quotation, and would swallow the arguments behind it. */
    @Test
    void a_sentence_is_a_valid_pattern_without_straight_apostrophes() {
        for (Map<String, String> language : Set.of(ENGLISH, ITALIAN)) {
            language.forEach((key, pattern) -> {
                assertThat(pattern).as(key).isNotBlank().doesNotContain("'");
                assertThat(new MessageFormat(pattern)).as(key).isNotNull();
            });
        }
    }

    @Test
    void a_key_begins_with_the_name_of_its_bundle() {
        MessageBundles.files().forEach(file -> {
            String bundle = file.getFileName().toString().replaceFirst("_(en|it)\\.properties$", "");
            assertThat(MessageBundles.load(file).stringPropertyNames())
                    .as(file.toString())
                    .allMatch(key -> key.startsWith(bundle + "."));
        });
    }

    @ParameterizedTest
    @MethodSource("com.engram.architecture.TemplatesTest#templates")
    void every_key_of_a_template_exists(Path template) throws IOException {
        assertThat(KEY.matcher(Files.readString(template)).results().map(key -> key.group(1)))
                .allMatch(ENGLISH::containsKey);
    }

    private static Set<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
