package com.engram.language;

import java.util.Map;
import java.util.regex.Pattern;

/** Italian articles before numbers: it is {@code l’8 dicembre}, {@code dell’80%}, and {@code il 1º dicembre}. */
final class ItalianNumbers {

    /** An article before a number that is pronounced with a vowel at its beginning: 8, 11, and 80 to 89. */
    private static final Pattern BEFORE_A_VOWEL =
            Pattern.compile("\\b(il|Il|al|Al|dal|Dal|del|Del) (?=(?:8\\d?|11)(?:%| \\p{L}))");

    private static final Pattern FIRST_OF_A_MONTH = Pattern.compile(
            "\\b1 (?=gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)");

    private static final Map<String, String> ELIDED = Map.of(
            "il", "l’", "Il", "L’", "al", "all’", "Al", "All’", "dal", "dall’", "Dal", "Dall’", "del", "dell’", "Del",
            "Dell’");

    private ItalianNumbers() {}

    /** The sentence with the articles that its numbers need. */
    static String elide(String sentence) {
        String elided = BEFORE_A_VOWEL
                .matcher(sentence)
                .replaceAll(article -> ELIDED.getOrDefault(article.group(1), article.group()));
        return FIRST_OF_A_MONTH.matcher(elided).replaceAll("1º ");
    }
}
