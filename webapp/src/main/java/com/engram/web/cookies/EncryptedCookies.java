package com.engram.web.cookies;

import com.engram.people.credentials.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Keeps a text with the browser that it can neither read nor change, for a while. */
@ApplicationScoped
public class EncryptedCookies {

    @Inject
    private SecretCipher seal;

    @Inject
    private Clock clock;

    /** Gives the browser a text to keep under that name, so long. */
    public void put(
            HttpServletRequest request, HttpServletResponse response, String name, String text, Duration lifetime) {
        String dated = clock.instant().plus(lifetime).getEpochSecond() + " " + text;
        String value = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(seal.seal("cookie " + name, dated.getBytes(StandardCharsets.UTF_8)));
        SessionCookie.add(request, response, name, value, Math.toIntExact(lifetime.toSeconds()));
    }

    /** The text that this browser keeps under that name, while it lasts. */
    public Optional<String> find(HttpServletRequest request, String name) {
        return SessionCookie.find(request, name).flatMap(value -> open(name, value));
    }

    /** Takes it back. */
    public void clear(HttpServletRequest request, HttpServletResponse response, String name) {
        SessionCookie.add(request, response, name, "", 0);
    }

    private Optional<String> open(String name, String value) {
        try {
            String dated = new String(
                    seal.open("cookie " + name, Base64.getUrlDecoder().decode(value)), StandardCharsets.UTF_8);
            int end = dated.indexOf(' ');
            return Instant.ofEpochSecond(Long.parseLong(dated.substring(0, end)))
                            .isAfter(clock.instant())
                    ? Optional.of(dated.substring(end + 1))
                    : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
