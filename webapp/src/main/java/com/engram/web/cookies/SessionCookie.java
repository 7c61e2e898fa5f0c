package com.engram.web.cookies;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;

/** The cookies of a browser: the session's token, and for visitors a random text that ties their forms to them. */
public final class SessionCookie {

    private static final String SESSION = "engram_session";
    private static final String VISITOR = "engram_visitor";
    private static final int SESSION_SECONDS = 14 * 24 * 3600;

    private SessionCookie() {}

    /** Signs the browser in. */
    public static void set(HttpServletRequest request, HttpServletResponse response, String token) {
        add(request, response, SESSION, token, SESSION_SECONDS);
    }

    /** Signs the browser out. */
    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, SESSION, "", 0);
    }

    public static Optional<String> session(HttpServletRequest request) {
        return find(request, SESSION);
    }

    static Optional<String> visitor(HttpServletRequest request) {
        return find(request, VISITOR);
    }

    static void setVisitor(HttpServletRequest request, HttpServletResponse response, String value) {
        add(request, response, VISITOR, value, -1);
    }

    public static Optional<String> find(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name)
                                && !cookie.getValue().isEmpty())
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static void add(HttpServletRequest request, HttpServletResponse response, String name, String value, int seconds) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
