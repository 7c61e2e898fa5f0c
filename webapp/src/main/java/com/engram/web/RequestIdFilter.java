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
        String id = "req_" + UuidCreator.getTimeOrderedEpoch().toString().replace("-", "");
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader("Request-Id", id);
        chain.doFilter(request, response);
    }

    /** The id of the request. */
    public static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }
}
