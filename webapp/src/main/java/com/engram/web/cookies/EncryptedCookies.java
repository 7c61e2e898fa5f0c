package com.engram.web.cookies;

import com.engram.people.credentials.EncryptedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Cookies whose text the browser can neither read nor change, nor use after their lifetime. */
@ApplicationScoped
public class EncryptedCookies {

    @Inject
    private EncryptedTokens tokens;

    /** Sets a cookie to that text. */
    public void set(HttpServletRequest request, HttpServletResponse response, BrowserCookie cookie, String text) {
        cookie.set(request, response, tokens.issue(purpose(cookie), text, cookie.lifetime()));
    }

    /** The text that was set; empty without the cookie, and after its lifetime. */
    public Optional<String> find(HttpServletRequest request, BrowserCookie cookie) {
        return cookie.find(request).flatMap(token -> tokens.read(purpose(cookie), token));
    }

    private static String purpose(BrowserCookie cookie) {
        return "cookie " + cookie.cookieName();
    }
}
