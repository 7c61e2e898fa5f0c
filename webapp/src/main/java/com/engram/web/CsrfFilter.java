package com.engram.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what changes something on behalf of a cookie without the page's token. The API takes no cookies. */
public class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    @Inject
    private transient Csrf csrf;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding("UTF-8");
        }
        if (HARMLESS.contains(request.getMethod()) || Callers.isApi(request) || csrf.matches(request, given(request))) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().write("This form has expired. Go back, reload the page and send it again.");
        }
    }

    private static @Nullable String given(HttpServletRequest request) {
        String header = request.getHeader("X-CSRF-Token");
        return header != null ? header : request.getParameter("_csrf");
    }
}
