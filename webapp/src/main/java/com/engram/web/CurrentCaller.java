package com.engram.web;

import com.engram.people.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The caller of the current request, as determined by its authentication. */
public final class CurrentCaller {

    private static final String ATTRIBUTE = CurrentCaller.class.getName();
    private static final String UNCHECKED = ATTRIBUTE + ".unchecked";

    private CurrentCaller() {}

    /** Stores the caller with the request. */
    public static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    /** Notes that the request has credentials that could not be checked, because the database does not answer. */
    public static void setUnchecked(HttpServletRequest request) {
        request.setAttribute(UNCHECKED, true);
    }

    /** Whether the request has credentials that could not be checked. */
    public static boolean isUnchecked(HttpServletRequest request) {
        return request.getAttribute(UNCHECKED) != null;
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
