package com.engram.portal.signin;

import java.util.regex.Pattern;

/** Restricts redirects after sign-in to pages of this site, so that a link cannot send people elsewhere. */
final class SafeRedirect {

    /** One slash, not followed by a second one or a backslash, which browsers take for another host. */
    private static final Pattern LOCAL_PATH = Pattern.compile("/[A-Za-z0-9_\\-][A-Za-z0-9_\\-/]*");

    private SafeRedirect() {}

    /** The path if it is a page of this site, else the fallback. */
    static String pathOr(String path, String other) {
        return LOCAL_PATH.matcher(path).matches() ? path : other;
    }
}
