package com.engram.web.security;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The syntax of the Accept-Language header (RFC 9110, section 12.5.4). RESTEasy refuses a request with a malformed one,
 * although it is only a preference, which a server may ignore.
 */
final class AcceptLanguage {

    private static final String NAME = "accept-language";

    /** Longer ones are ignored, because no browser sends them. */
    private static final int MAX_LENGTH = 500;

    private static final Pattern RANGE = Pattern.compile("[ \\t]*(?:\\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)"
            + "(?:[ \\t]*;[ \\t]*[qQ]=(?:0(?:\\.\\d{1,3})?|1(?:\\.0{1,3})?))?[ \\t]*");

    private AcceptLanguage() {}

    /** Whether a header of that name and value is an Accept-Language that cannot be parsed. */
    static boolean isMalformed(String name, String value) {
        return name.toLowerCase(Locale.ROOT).equals(NAME) && !isValid(value);
    }

    private static boolean isValid(String value) {
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        for (String range : value.split(",", -1)) {
            if (!RANGE.matcher(range).matches()) {
                return false;
            }
        }
        return true;
    }
}
