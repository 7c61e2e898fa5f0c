package com.engram.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A template has no sentence of its own: texts come from the message bundles, so that they exist in every language. */
class TemplateSentencesTest {

    private static final Path FOLDER = Path.of("src/main/webapp/WEB-INF/templates");

    /** The product's name, units, and an example of an address: they are the same in every language. */
    private static final Set<String> NAMES = Set.of("Engram", "https://login.example.com", "UTC", "kB", "MB", "v");

    private static final List<String> SPOKEN =
            List.of("title", "aria-label", "placeholder", "alt", "data-label", "label");

    private static final List<String> EXPRESSIONS = Stream.concat(
                    Stream.of("th:text"), SPOKEN.stream().map(name -> "th:" + name))
            .toList();

    private static final Pattern SPOKEN_ATTRIBUTE =
            Pattern.compile("(title|aria-label|placeholder|alt|data-label)=\\$\\{[^}]*}");

    /** Their content is replaced when the template is rendered. */
    private static final List<String> REPLACED = List.of("th:text", "th:replace", "th:insert");

    private static final Set<String> NO_TEXT = Set.of("script", "style", "code", "pre");
    private static final Pattern INLINED = Pattern.compile("\\[\\[.*?]]");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private static final Pattern LITERAL = Pattern.compile("([!=]= *)?'([^']*)'( *[!=]=)?");

    /** A literal reads as text if it has words with spaces, or a word that begins with a capital letter. */
    private static final Pattern TEXT = Pattern.compile("\\p{L} \\p{L}|\\p{Lu}\\p{Ll}|^ \\p{L}|\\p{L} $");

    @ParameterizedTest
    @MethodSource("templates")
    void a_template_has_no_sentence_of_its_own(Path template) throws Exception {
        assertThat(sentences(Files.readString(template))).isEmpty();
    }

    @Test
    void a_sentence_is_found_wherever_it_is() throws Exception {
        assertThat(sentences("<p>Wait a moment</p>")).containsExactly("Wait a moment");
        assertThat(sentences("<p th:if=\"${n > 1}\">Wait <b th:text=\"${n}\">3</b></p>"))
                .containsExactly("Wait");
        assertThat(sentences("<input placeholder=\"Your name\"><img alt=\"\">")).containsExactly("Your name");
        assertThat(sentences("<td data-label=\"Why\"></td>")).containsExactly("Why");
        assertThat(sentences("<p th:text=\"${n + ' images left'}\">3 images left</p>"))
                .containsExactly(" images left");
        assertThat(sentences("<p th:text=\"${a == 'Any Thing' ? b : c}\">x</p>"))
                .isEmpty();
        assertThat(sentences("<p>[[#{gallery.title}]]</p><p th:text=\"#{gallery.title}\">Gallery</p>"))
                .isEmpty();
    }

    static List<Path> templates() {
        return TemplatesTest.templates();
    }

    private static List<String> sentences(String template) throws ParseException {
        List<String> found = new ArrayList<>();
        new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(template, new Sentences(found));
        return found;
    }

    /** Collects the texts that a reader of the page would see or hear, and that no expression replaces. */
    private static final class Sentences extends AbstractSimpleMarkupHandler {

        private final List<String> found;
        private final Deque<Boolean> silent = new ArrayDeque<>();

        private Sentences(List<String> found) {
            this.found = found;
        }

        @Override
        public void handleOpenElement(String name, Map<String, String> attributes, int line, int column) {
            boolean isReplaced = attributes != null && REPLACED.stream().anyMatch(attributes::containsKey);
            silent.push(isReplaced || NO_TEXT.contains(name) || Boolean.TRUE.equals(silent.peek()));
            read(attributes);
        }

        @Override
        public void handleStandaloneElement(
                String name, Map<String, String> attributes, boolean minimized, int line, int column) {
            read(attributes);
        }

        @Override
        public void handleCloseElement(String name, int line, int column) {
            silent.pop();
        }

        @Override
        public void handleText(char[] buffer, int offset, int length, int line, int column) {
            if (!Boolean.TRUE.equals(silent.peek())) {
                add(INLINED.matcher(new String(buffer, offset, length)).replaceAll(""));
            }
        }

        private void read(Map<String, String> attributes) {
            if (attributes == null) {
                return;
            }
            SPOKEN.forEach(name -> add(attributes.getOrDefault(name, "")));
            attributes.forEach((name, value) -> {
                if (value != null && EXPRESSIONS.contains(name)) {
                    addLiterals(value);
                } else if (value != null && name.equals("th:attr")) {
                    SPOKEN_ATTRIBUTE.matcher(value).results().forEach(spoken -> addLiterals(spoken.group()));
                }
            });
        }

        private void addLiterals(String expression) {
            LITERAL.matcher(expression)
                    .results()
                    .filter(literal -> literal.group(1) == null && literal.group(3) == null)
                    .map(literal -> literal.group(2))
                    .filter(literal -> TEXT.matcher(literal).find() && !NAMES.contains(literal.strip()))
                    .forEach(found::add);
        }

        private void add(String text) {
            String said = text.strip();
            if (WORD.matcher(said).find() && !NAMES.contains(said)) {
                found.add(said);
            }
        }
    }
}
