package com.engram.web;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The ETag of a response: it changes with its content, so that a client which has the content already gets an empty response
 * with the status 304 (RFC 9110, sections 8.8.3 and 13.1.2).
 *
 * @param value as in the header, in quotes
 */
public record EntityTag(String value) {

    private static final int CHARACTERS = 32;
    private static final String WEAK = "W/";

    /** The tag of a body that the container may compress, so that it is the same content but not the same bytes. */
    public static EntityTag weakOf(byte[] body) {
        return new EntityTag(WEAK + quoted(DigestUtils.sha256Hex(body).substring(0, CHARACTERS)));
    }

    /** The tag of the content with that fingerprint. */
    public static EntityTag ofFingerprint(String fingerprint) {
        return new EntityTag(quoted(fingerprint));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Whether the client has this content already, as its If-None-Match says. */
    public boolean isKnownTo(HttpServletRequest request) {
        @Nullable String header = request.getHeader("If-None-Match");
        return header != null && matches(header);
    }

    boolean matches(String ifNoneMatch) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        for (String tag : ifNoneMatch.split(",", -1)) {
            if (opaque(tag.strip()).equals(opaque(value))) {
                return true;
            }
        }
        return false;
    }

    /** If-None-Match compares without the mark of weak tags. */
    private static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }
}
