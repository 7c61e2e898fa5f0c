package com.engram.web;

import com.engram.people.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The caller of the current request, as determined by its authentication. */
public final class CurrentCaller {

    private static final String ATTRIBUTE = CurrentCaller.class.getName();

    private CurrentCaller() {}

    /** Stores the caller with the request. */
    public static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** The caller; empty for a visitor. */
    public static Optional<Caller> find(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /**
     * The caller of an endpoint that does not admit visitors.
     *
     * @throws IllegalStateException if the caller is a visitor
     */
    public static Caller getCaller(HttpServletRequest request) {
        return find(request).orElseThrow(() -> new IllegalStateException("This endpoint admits visitors"));
    }
}
