package com.engram.web.cookies;

import com.engram.people.operators.OperatorSessions;
import com.engram.web.RequestPaths;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every cookie that Engram sets, with its name, path, SameSite attribute, and lifetime. All of them are hidden from
 * scripts, and are sent over TLS only once they were set over TLS.
 */
public enum BrowserCookie {

    /** The token of a session in the portal. */
    SESSION("engram_session", "/", SameSite.LAX, Duration.ofDays(14)),

    /** The code of the language that was chosen in this browser. */
    LANGUAGE("engram_language", "/", SameSite.LAX, Duration.ofDays(365)),

    /** A random text that ties the forms of a visitor to one browser, until the browser is closed. */
    VISITOR("engram_visitor", "/", SameSite.LAX, null),

    /** Encrypted: whose password was right, until the second factor follows. */
    PENDING_SECOND_FACTOR("engram_half", "/", SameSite.LAX, Duration.ofMinutes(10)),

    /** Encrypted: what an identity provider's answer has to fit. The provider's site leads back, so it cannot be strict. */
    SINGLE_SIGN_ON("engram_sso", "/", SameSite.LAX, Duration.ofMinutes(10)),

    /** Encrypted: the email address that has signed in with this browser. */
    DEVICE("engram_device", "/", SameSite.LAX, Duration.ofDays(365)),

    /** Encrypted: what the page after a form shows once, such as a new key. */
    SHOW_ONCE("engram_once", "/", SameSite.LAX, Duration.ofMinutes(2)),

    /** Encrypted: the share links whose passwords were right. */
    UNLOCKED_SHARES("engram_shares", "/share", SameSite.LAX, Duration.ofHours(8)),

    /** Encrypted: which account an operator views in the portal. It is separate from the operator's own cookie. */
    VIEW_AS_TENANT("engram_watch", "/", SameSite.LAX, Duration.ofMinutes(30)),

    /** The token of a session in the console. The portal never receives it. */
    OPERATOR("engram_operator", RequestPaths.CONSOLE, SameSite.STRICT, OperatorSessions.VALIDITY),

    /** Encrypted: the email address of the operator who has signed in with this browser. */
    OPERATOR_DEVICE("engram_operator_device", "/", SameSite.LAX, Duration.ofDays(365));

    private enum SameSite {
        LAX("Lax"),
        STRICT("Strict");

        private final String attribute;

        SameSite(String attribute) {
            this.attribute = attribute;
        }
    }

    private final String cookieName;
    private final String path;
    private final SameSite sameSite;
    private final @Nullable Duration lifetime;

    BrowserCookie(String cookieName, String path, SameSite sameSite, @Nullable Duration lifetime) {
        this.cookieName = cookieName;
        this.path = path;
        this.sameSite = sameSite;
        this.lifetime = lifetime;
    }

    /** The name that the browser knows the cookie by. */
    public String cookieName() {
        return cookieName;
    }

    /**
     * How long the browser keeps the cookie.
     *
     * @throws IllegalStateException if the cookie ends with the browser
     */
    public Duration lifetime() {
        if (lifetime == null) {
            throw new IllegalStateException("The cookie " + cookieName + " has no fixed lifetime");
        }
        return lifetime;
    }

    /** The value that the browser sent; empty if it sent none. */
    public Optional<String> find(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(cookieName)
                                && !cookie.getValue().isEmpty())
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** Sets the cookie for its lifetime. */
    public void set(HttpServletRequest request, HttpServletResponse response, String value) {
        add(request, response, value, lifetime == null ? -1 : Math.toIntExact(lifetime.toSeconds()));
    }

    /** Deletes the cookie. */
    public void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", 0);
    }

    private void add(HttpServletRequest request, HttpServletResponse response, String value, int maxAge) {
        Cookie cookie = new Cookie(cookieName, value);
        cookie.setPath(path);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(maxAge);
        cookie.setAttribute("SameSite", sameSite.attribute);
        response.addCookie(cookie);
    }
}
