package com.engram.web;

import com.engram.people.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who makes the running request, as the authentication found out. */
public final class CurrentCaller {

    public static final String API = "/api/";

    private static final String ATTRIBUTE = CurrentCaller.class.getName();

    private CurrentCaller() {}

    public static void set(HttpServletRequest request, Caller caller) {
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

    public static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(API);
    }
}
