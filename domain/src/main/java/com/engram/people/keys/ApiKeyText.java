package com.engram.people.keys;

import com.engram.people.credentials.SecretToken;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an API key: {@code eng_live_<8>_<secret>}, or {@code eng_test_...} for test mode. The eight characters
 * identify the key, and the secret authenticates it.
 */
public record ApiKeyText(boolean live, String prefix, String secret) {

    private static final Pattern FORM = Pattern.compile("eng_(live|test)_([0-9A-Za-z]{8})_([0-9A-Za-z_-]{20,100})");

    static ApiKeyText random(boolean live) {
        return new ApiKeyText(live, SecretToken.random(8), SecretToken.random(40));
    }

    public static Optional<ApiKeyText> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ApiKeyText(matcher.group(1).equals("live"), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "eng_" + (live ? "live" : "test") + "_" + prefix + "_" + secret;
    }
}
