package com.engram.web.security;

import com.engram.web.RequestPaths;
import com.engram.web.cookies.CsrfTokens;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what changes something on behalf of a cookie without the page's token. The API takes no cookies, nor does the
 * payment processor's door, where every message is signed.
 */
public class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String IN_ADDRESS = "_csrf=";
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SIGNED = "/stripe/webhook";

    @Inject
    private transient CsrfTokens csrf;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding("UTF-8");
        }
        if (HARMLESS.contains(request.getMethod())
                || RequestPaths.isApi(request)
                || request.getRequestURI().equals(SIGNED)
                || csrf.matches(request, given(request))) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write("This form has expired. Go back, reload the page and send it again.");
        }
    }

    private static @Nullable String given(HttpServletRequest request) {
        String header = request.getHeader("X-CSRF-Token");
        if (header != null) {
            return header;
        }
        return hasFiles(request) ? inAddress(request) : request.getParameter("_csrf");
    }

    /** Whoever reads a parameter of such a form reads the whole of it, and leaves nothing for the endpoint. */
    private static boolean hasFiles(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static @Nullable String inAddress(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && query.startsWith(IN_ADDRESS) ? query.substring(IN_ADDRESS.length()) : null;
    }
}
