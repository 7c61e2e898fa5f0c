package com.engram.people.credentials;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Turns a text into a token that a browser can keep for the server: in a cookie, in a form, or in a link. The holder can
 * neither read nor change the text, and the token expires.
 */
@ApplicationScoped
public class EncryptedTokens {

    private final SecretCipher cipher;
    private final Clock clock;

    /**
     * @param cipher encrypts with the installation's secret
     * @param clock decides when a token has expired
     */
    @Inject
    public EncryptedTokens(SecretCipher cipher, Clock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * Encrypts a text.
     *
     * @param purpose what the token is for; it can be read for no other purpose
     * @param lifetime how long it can be read
     * @return characters that are allowed in a URL and in a cookie
     */
    public String issue(String purpose, String text, Duration lifetime) {
        String dated = clock.instant().plus(lifetime).getEpochSecond() + " " + text;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cipher.seal(purpose, dated.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text of a token; empty if the token has expired, was issued for another purpose, or was not issued here. */
    public Optional<String> read(String purpose, String token) {
        try {
            String dated =
                    new String(cipher.open(purpose, Base64.getUrlDecoder().decode(token)), StandardCharsets.UTF_8);
            int end = dated.indexOf(' ');
            Instant expiry = Instant.ofEpochSecond(Long.parseLong(dated.substring(0, end)));
            return expiry.isAfter(clock.instant()) ? Optional.of(dated.substring(end + 1)) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
