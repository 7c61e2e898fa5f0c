package com.engram.people;

import com.engram.language.ShortenedText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a person or an account as emails and pages show it: one line of 1 to 200 characters, trimmed. Control
 * characters and line separators are not allowed, because they would let a name add lines to an email; overrides of the
 * text direction are not allowed, because they would let it pose as another name.
 */
public record DisplayName(String value) {

    private static final int MAX_LENGTH = 200;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

    /** Parses a name; empty if the text is not a name. */
    public static Optional<DisplayName> parse(String text) {
        String stripped = text.strip();
        boolean isName = !stripped.isEmpty()
                && stripped.length() <= MAX_LENGTH
                && !FORBIDDEN.matcher(stripped).find();
        return isName ? Optional.of(new DisplayName(stripped)) : Optional.empty();
    }

    /** The name that a text from another system is meant to be: forbidden characters become spaces, and the rest is cut. */
    public static Optional<DisplayName> repair(String text) {
        String line = FORBIDDEN.matcher(text).replaceAll(" ").strip();
        return parse(ShortenedText.of(line, MAX_LENGTH));
    }
}
