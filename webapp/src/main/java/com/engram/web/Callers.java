package com.engram.web;

import com.engram.people.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who makes the running request, as {@link Authentication} found out. */
public final class Callers {

    static final String API = "/api/";

    private static final String ATTRIBUTE = Callers.class.getName();

    private Callers() {}

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** The caller; empty for a visitor. */
    public static Optional<Caller> find(HttpServletRequest request) {
        return Optional.ofNullable((Caller) request.getAttribute(ATTRIBUTE));
    }

    /**
     * The caller.
     *
     * @throws IllegalStateException if the endpoint admits visitors
     */
    public static Caller getCaller(HttpServletRequest request) {
        return find(request).orElseThrow(() -> new IllegalStateException("This endpoint admits visitors"));
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(API);
    }
}
