package com.engram.web.problems;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that is not a success.
 *
 * @param type always {@code about:blank}, because {@code code} is more specific
 * @param title the reason phrase of the status, or the heading of a page
 * @param status the HTTP status
 * @param code stable; clients may compare it
 * @param detail what is wrong and what to do, in one or two sentences
 * @param errors which fields or parameters are wrong; null if the problem is not one of fields
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
@JsonbNillable(false)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable List<FieldProblem> errors) {

    private static final int UNPROCESSABLE_CONTENT = 422;

    /** A problem whose title is the reason phrase of its status. */
    public static Problem of(int status, String code, String detail) {
        return of(reasonPhrase(status), status, code, detail);
    }

    /** A problem with a title of its own. */
    public static Problem of(String title, int status, String code, String detail) {
        return new Problem("about:blank", title, status, code, detail, null);
    }

    /** The same problem with the fields or parameters that are wrong. */
    public Problem withErrors(List<FieldProblem> wrong) {
        return new Problem(type, title, status, code, detail, wrong);
    }

    static String reasonPhrase(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        if (known != null) {
            return known.getReasonPhrase();
        }
        return status == UNPROCESSABLE_CONTENT ? "Unprocessable Content" : "Error";
    }
}
