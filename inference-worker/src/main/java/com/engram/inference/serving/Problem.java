package com.engram.inference.serving;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An error response by RFC 9457.
 *
 * @param type the type of the problem, always {@code about:blank}
 * @param title a short description
 * @param status the HTTP status
 * @param code the stable code
 * @param detail a sentence for the client
 * @param pointer a JSON pointer to the faulty field of the request; else absent
 * @param otherBackendMayAccept true if another machine may have the library for the format; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String pointer,
        @Nullable Boolean otherBackendMayAccept) {
    static Problem of(int status, String title, String code, String detail) {
        return new Problem("about:blank", title, status, code, detail, null, null);
    }

    /** The problem of an edit that cannot be applied. */
    static Problem ofEdit(String pointer, String detail) {
        return new Problem("about:blank", "The edit is invalid", 422, "invalid_edit", detail, pointer, null);
    }

    /** The problem of an image that cannot be scored. */
    static Problem of(RejectedImageException rejected) {
        boolean here = rejected.reason() == Reason.UNSUPPORTED_HERE;
        return new Problem(
                "about:blank",
                "The image cannot be scored",
                422,
                rejected.reason().clientCode(),
                String.valueOf(rejected.getMessage()),
                null,
                here ? true : null);
    }
}
