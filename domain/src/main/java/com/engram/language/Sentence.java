package com.engram.language;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sentence of the bundles in one language. The pattern is parsed once, because pages contain hundreds of sentences and parsing
 * takes longer than formatting.
 */
final class Sentence {

    private static final Pattern TYPED = Pattern.compile("\\{(\\d+)\\s*,");

    private final Language language;

    /** Never used itself, because formats are not thread-safe: each call has a copy. The same holds for the numbers. */
    private final MessageFormat pattern;

    private final NumberFormat numbers;

    /** The arguments that the pattern formats in a way of its own somewhere, such as by a choice. */
    private final Set<Integer> typed;

    private final boolean hasArguments;

    /** The text of a sentence without arguments. */
    private final String constant;

    Sentence(String pattern, Language language) {
        this.language = language;
        this.pattern = new MessageFormat(pattern, language.formats());
        this.numbers = NumberFormat.getInstance(language.formats());
        this.typed = TYPED.matcher(pattern)
                .results()
                .map(argument -> Integer.valueOf(argument.group(1)))
                .collect(Collectors.toUnmodifiableSet());
        this.hasArguments = this.pattern.getFormats().length > 0;
        this.constant = elided(this.pattern.format(new Object[0]));
    }

    /** The sentence with its arguments: texts, numbers, or times. */
    String text(Object[] arguments) {
        if (!hasArguments) {
            return constant;
        }
        Object[] formatted = arguments.clone();
        for (int i = 0; i < formatted.length; i++) {
            // The pattern would look up the language's number format for each of them.
            if (formatted[i] instanceof Number && !typed.contains(i)) {
                formatted[i] = ((NumberFormat) numbers.clone()).format(formatted[i]);
            }
        }
        return elided(((MessageFormat) pattern.clone()).format(formatted));
    }

    private String elided(String text) {
        return language == Language.ITALIAN ? ItalianNumbers.elide(text) : text;
    }
}
