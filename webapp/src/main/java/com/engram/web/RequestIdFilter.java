package com.engram.web;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives every response a {@code Request-Id}, by which its request can be found in the log. */
public class RequestIdFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String ATTRIBUTE = RequestIdFilter.class.getName();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ensure(request, response);
        chain.doFilter(request, response);
    }

    /** Gives a response an id unless its request has one; an error of the container may come before this filter. */
    public static void ensure(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) == null) {
            request.setAttribute(
                    ATTRIBUTE,
                    "req_" + UuidCreator.getTimeOrderedEpoch().toString().replace("-", ""));
        }
        response.setHeader("Request-Id", of(request));
    }

    /** The id of the request. */
    public static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }
}
