package com.engram.people;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A normalised email address: trimmed and in lower case. */
public record EmailAddress(String value) {

    private static final Pattern FORM = Pattern.compile("[^@\\s,;<>\"]{1,64}@[^@\\s.,;<>\"]+(\\.[^@\\s.,;<>\"]+)*");
    private static final int LONGEST = 254;

    /** Parses an email address; empty if the text is not one. */
    public static Optional<EmailAddress> parse(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST && FORM.matcher(stripped).matches()
                ? Optional.of(new EmailAddress(stripped.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
