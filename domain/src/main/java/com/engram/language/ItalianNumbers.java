package com.engram.language;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Italian articles before numbers: it is {@code l’8 dicembre}, {@code dell’80%}, and {@code il 1º dicembre}. What people
 * have written, such as the name of an image, stays as it is.
 */
final class ItalianNumbers {

    /** Private characters of Unicode around a text that is put into a sentence. */
    private static final char TEXT_BEGINS = '\uE000';

    private static final char TEXT_ENDS = '\uE001';

    /** An article of the sentence before a number that is pronounced with a vowel at its beginning: 8, 11, and 80 to 89. */
    private static final Pattern BEFORE_A_VOWEL = Pattern.compile("\uE000[^\uE001]*\uE001"
            + "|\\b(il|Il|al|Al|dal|Dal|del|Del) (?=\uE000?(?:8\\d?|11)\uE001?(?:%| \uE000?\\p{L}))");

    /** A date of the sentence, or a text that is a date. */
    private static final Pattern FIRST_OF_A_MONTH = Pattern.compile(
            "\uE000(?!1 )[^\uE001]*\uE001"
                    + "|\\b(1)\uE001? (?=\uE000?(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre))");

    private static final Pattern MARKS = Pattern.compile("[\uE000\uE001]");

    private static final Map<String, String> ELIDED = Map.of(
            "il", "l’", "Il", "L’", "al", "all’", "Al", "All’", "dal", "dall’", "Dal", "Dall’", "del", "dell’", "Del",
            "Dell’");

    private ItalianNumbers() {}

    /** Marks a text that is put into a sentence, for {@link #elide}. */
    static String mark(String text) {
        return TEXT_BEGINS + MARKS.matcher(text).replaceAll("") + TEXT_ENDS;
    }

    /** The sentence with the articles that its numbers need, without the marks of its texts. */
    static String elide(String sentence) {
        String elided = BEFORE_A_VOWEL
                .matcher(sentence)
                .replaceAll(found -> found.group(1) == null
                        ? Matcher.quoteReplacement(found.group())
                        : ELIDED.getOrDefault(found.group(1), found.group()));
        String dated = FIRST_OF_A_MONTH
                .matcher(elided)
                .replaceAll(found -> found.group(1) == null ? Matcher.quoteReplacement(found.group()) : "1º ");
        return MARKS.matcher(dated).replaceAll("");
    }
}
