package com.engram.portal.signin;

import java.util.regex.Pattern;

/** Where to go after signing in: a page of ours, so that a link cannot send people elsewhere. */
public final class SafeRedirect {

    /** One slash, then no second one and no backslash, which browsers take for another host. */
    private static final Pattern LOCAL_PATH = Pattern.compile("/[A-Za-z0-9_\\-][A-Za-z0-9_\\-/]*");

    private SafeRedirect() {}

    /** The path if it is one of ours, else the other. */
    public static String pathOr(String path, String other) {
        return LOCAL_PATH.matcher(path).matches() ? path : other;
    }
}
