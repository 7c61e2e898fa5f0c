package com.engram.people;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An e-mail address as it is kept: without spaces around it, in small letters. */
public record EmailAddress(String value) {

    private static final Pattern FORM = Pattern.compile("[^@\\s,;<>\"]{1,64}@[^@\\s.,;<>\"]+(\\.[^@\\s.,;<>\"]+)*");
    private static final int LONGEST = 254;

    /** The address in such a text; empty if it is none. */
    public static Optional<EmailAddress> parse(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST && FORM.matcher(stripped).matches()
                ? Optional.of(new EmailAddress(stripped.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
