package com.engram.web;

import jakarta.servlet.http.HttpServletRequest;

/** The parts of the site that treat callers differently: the API, the operator's console, and the portal. */
public final class RequestPaths {

    /** The path of the operator's console. */
    public static final String CONSOLE = "/admin";

    private static final String API = "/api/";
    private static final String API_VERSION_1 = API + "v1/";

    private RequestPaths() {}

    /** Whether a request goes to the API, whose callers send a key. */
    public static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(API);
    }

    /** Whether a request goes to a resource of the API, and not to its documentation. */
    public static boolean isApiResource(HttpServletRequest request) {
        return request.getRequestURI().startsWith(API_VERSION_1);
    }

    /** Whether a request goes to a file of the pages, such as a script, which is the same for every caller. */
    public static boolean isAsset(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/assets/") || path.startsWith("/webjars/");
    }

    /** Whether a request goes to the operator's console. */
    public static boolean isConsole(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
    }
}
