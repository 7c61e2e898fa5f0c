package com.engram.web.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request that the container has dispatched to its error page, with the path that it had before. */
final class FailedRequest extends HttpServletRequestWrapper {

    FailedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getRequestURI() {
        return getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path ? path : super.getRequestURI();
    }
}
