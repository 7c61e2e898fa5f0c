package com.engram.web.cookies;

import com.engram.people.operators.OperatorSessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;

/** The console's cookie: of the console's paths only, so that it opens nothing of a tenant's, nor a tenant's the console. */
public final class OperatorCookie {

    /** Where the console lies. */
    static final String CONSOLE = "/admin";

    private static final String NAME = "engram_operator";

    private OperatorCookie() {}

    /** Whether a request is one to the console. */
    public static boolean isConsole(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
    }

    /** The token that the browser holds. */
    public static Optional<String> find(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME)
                                && !cookie.getValue().isEmpty())
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** Gives the browser a token. */
    public static void set(HttpServletRequest request, HttpServletResponse response, String token) {
        add(request, response, token, (int) OperatorSessions.LASTS.toSeconds());
    }

    /** Takes the token from the browser. */
    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", 0);
    }

    private static void add(HttpServletRequest request, HttpServletResponse response, String value, int seconds) {
        Cookie cookie = new Cookie(NAME, value);
        cookie.setPath(CONSOLE);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
    }
}
