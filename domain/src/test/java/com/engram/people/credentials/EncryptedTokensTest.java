package com.engram.people.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EncryptedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final String token = at(NOW).issue("cookie", "two words", Duration.ofMinutes(10));

    @Test
    void a_token_is_read_within_its_lifetime() {
        assertThat(at(NOW.plusSeconds(599)).read("cookie", token)).contains("two words");
    }

    @Test
    void an_expired_token_is_not_read() {
        assertThat(at(NOW.plusSeconds(600)).read("cookie", token)).isEmpty();
    }

    @Test
    void a_token_is_read_for_its_own_purpose_only() {
        assertThat(at(NOW).read("link", token)).isEmpty();
    }

    @Test
    void text_that_is_no_token_is_not_read() {
        assertThat(at(NOW).read("cookie", "")).isEmpty();
        assertThat(at(NOW).read("cookie", "no token!")).isEmpty();
        assertThat(at(NOW).read("cookie", token.substring(1))).isEmpty();
    }

    @Test
    void a_token_of_another_installation_is_not_read() {
        EncryptedTokens other = new EncryptedTokens(
                new SecretCipher("another secret of at least 32 characters", Optional.empty()),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(other.read("cookie", token)).isEmpty();
    }

    private static EncryptedTokens at(Instant now) {
        return new EncryptedTokens(
                new SecretCipher("a secret of at least 32 characters", Optional.empty()),
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
