package com.engram.it;

import com.engram.people.credentials.EncryptedTokens;
import com.engram.people.credentials.SecretCipher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Encrypted cookies as the server sets them, with any expiry. */
final class TestEncryptedCookies {

    private TestEncryptedCookies() {}

    /** The value of a cookie of that name and text, which expires at that time. */
    static String cookie(String name, String text, Instant expiry) {
        return new EncryptedTokens(
                        new SecretCipher(TestEnvironment.SECRET, Optional.empty()), Clock.fixed(expiry, ZoneOffset.UTC))
                .issue("cookie " + name, text, Duration.ZERO);
    }
}
