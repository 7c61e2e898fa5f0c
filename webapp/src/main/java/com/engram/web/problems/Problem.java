package com.engram.web.problems;

import jakarta.ws.rs.core.Response;

/**
 * The body of a response that is not a success.
 *
 * @param type always {@code about:blank}, because {@code code} is more specific
 * @param title the reason phrase of the status, or the heading of a page
 * @param status the HTTP status
 * @param code stable; clients may compare it
 * @param detail what is wrong and what to do, in one or two sentences
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(String type, String title, int status, String code, String detail) {

    private static final int UNPROCESSABLE_CONTENT = 422;

    /** A problem whose title is the reason phrase of its status. */
    public static Problem of(int status, String code, String detail) {
        return of(reasonPhrase(status), status, code, detail);
    }

    /** A problem with a title of its own. */
    public static Problem of(String title, int status, String code, String detail) {
        return new Problem("about:blank", title, status, code, detail);
    }

    static String reasonPhrase(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        if (known != null) {
            return known.getReasonPhrase();
        }
        return status == UNPROCESSABLE_CONTENT ? "Unprocessable Content" : "Error";
    }
}
