package com.engram.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sentence whose pattern was parsed before has the text that {@link MessageFormat} gives it. */
class SentenceTest {

    private static final Object[][] ARGUMENTS = {
        {1, 1_234, "photo.jpg", 5},
        {2_500, 80, "a", 0},
        {0, 1, "", 1_000_000},
        {12.5, 0.1, "x", -3},
        {1_234_567L, 8L, "y", 2L}
    };

    @ParameterizedTest
    @MethodSource("patterns")
    void a_sentence_has_the_text_of_its_pattern(String pattern) {
        for (Object[] arguments : ARGUMENTS) {
            String expected = new MessageFormat(pattern, Language.ENGLISH.formats()).format(arguments);
            Sentence sentence = new Sentence(pattern, Language.ENGLISH);
            assertThat(sentence.text(arguments)).isEqualTo(expected);
            assertThat(sentence.text(arguments)).as("used again").isEqualTo(expected);
        }
    }

    static Stream<String> patterns() {
        return Stream.of(
                "Nothing to fill in",
                "It''s {2}",
                "{0} of {1} images",
                "{0,choice,0#none|1#one image|1<{0} images} in {2}",
                "{0,choice,0#none|1#one|1<many}: {0}",
                "{0} and {0,choice,0#none|1#one of {1}|1<{0} of {1}}",
                "{0,number,integer} or {0}",
                "{3,number,#.##} of {9}",
                "'{0}' is no argument");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_sentence_of_the_bundles_has_the_text_of_its_pattern(Language language) {
        Messages messages = Messages.in(language);
        assertThat(Stream.of("refusal.", "email.")
                        .flatMap(bundle ->
                                messages.patterns(bundle).entrySet().stream().map(entry -> bundle + entry.getKey())))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> {
                    String pattern = String.valueOf(messages.patterns(key).get(""));
                    Object[] arguments = argumentsOf(pattern);
                    String expected = new MessageFormat(pattern, language.formats()).format(arguments);
                    assertThat(messages.text(key, arguments))
                            .isEqualTo(language == Language.ITALIAN ? ItalianNumbers.elide(expected) : expected);
                });
    }

    /** A text and numbers; a number where the pattern chooses by one. */
    private static Object[] argumentsOf(String pattern) {
        return IntStream.range(0, 10)
                .mapToObj(i -> i == 2 && !pattern.contains("{2,") ? "photo.jpg" : (Object) (i * 1_234))
                .toArray();
    }
}
