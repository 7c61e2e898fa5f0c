package com.engram.people.keys;

import com.engram.people.credentials.SecretToken;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code eng_live_<8>_<secret>}, or {@code eng_test_...} for test mode. The eight characters
 * identify the key, and the secret authenticates it.
 */
public record ApiKeyText(boolean live, String prefix, String secret) {

    /** Why a text cannot be a key that this server has issued. */
    public enum Fault {
        /** It has another form. */
        MALFORMED,
        /** Its checksum does not fit, or a part of it is missing. */
        MISTYPED
    }

    private static final int RANDOM_LENGTH = 40;

    /** Secrets end in a checksum since 2026-12-01. Earlier ones have none, and stay valid. */
    private static final int CHECKSUM_LENGTH = 6;

    private static final Pattern FORM = Pattern.compile("eng_(live|test)_([0-9A-Za-z]{8})_([0-9A-Za-z_-]{20,100})");

    static ApiKeyText random(boolean live) {
        String prefix = SecretToken.random(8);
        String random = SecretToken.random(RANDOM_LENGTH);
        return new ApiKeyText(live, prefix, random + checksum(live, prefix, random));
    }

    /**
     * Why a text that was refused as a key cannot be one; empty if it may be one that has ended or was never issued. Says
     * nothing about which keys exist. A key that an operator has configured may have a secret of any length, and is not refused
     * for it.
     */
    public static Optional<Fault> findFault(String text) {
        return parse(text).map(ApiKeyText::findFault).orElse(Optional.of(Fault.MALFORMED));
    }

    private Optional<Fault> findFault() {
        boolean isEarlier = secret.length() == RANDOM_LENGTH;
        boolean fits = secret.length() == RANDOM_LENGTH + CHECKSUM_LENGTH
                && secret.endsWith(checksum(live, prefix, secret.substring(0, RANDOM_LENGTH)));
        return isEarlier || fits ? Optional.empty() : Optional.of(Fault.MISTYPED);
    }

    /** CRC-32 over all that stands before it, in base 36. It finds a wrong character; it authenticates nothing. */
    private static String checksum(boolean live, String prefix, String random) {
        CRC32 crc = new CRC32();
        crc.update(new ApiKeyText(live, prefix, random).toString().getBytes(StandardCharsets.US_ASCII));
        String digits = Long.toString(
                crc.getValue() % (long) Math.pow(Character.MAX_RADIX, CHECKSUM_LENGTH), Character.MAX_RADIX);
        return "0".repeat(CHECKSUM_LENGTH - digits.length()) + digits;
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
