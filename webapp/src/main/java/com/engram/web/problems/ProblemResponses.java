package com.engram.web.problems;

import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Responses with a {@link Problem} as their body. */
public final class ProblemResponses {

    /** The media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    static final Problem NOT_FOUND = Problem.of(404, "not_found", "There is nothing with this id.");

    private static final Jsonb JSONB = JsonbBuilder.create();

    private static final String RETRY_AFTER_SECONDS = "30";

    private ProblemResponses() {}

    /** A response with a problem whose title is the reason phrase of its status. */
    public static Response response(int status, String code, String detail) {
        return response(Problem.of(status, code, detail));
    }

    /** A response with that problem and its status. */
    public static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    /** Writes a problem and its status to the response of a servlet filter, which JAX-RS does not serve. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
        response.getWriter().write(JSONB.toJson(problem));
    }

    /** The response for an id that is unknown, malformed, or of another tenant: all three look the same. */
    public static Response notFound() {
        return response(NOT_FOUND);
    }

    /** A refusal with the HTTP status of its kind. */
    public static Response of(Refusal refusal) {
        RefusalReason reason = refusal.reason();
        Response response = response(reason.kind().httpStatus(), reason.code(), refusal.detail());
        return reason.kind() == RefusalReason.Kind.UNAVAILABLE
                ? Response.fromResponse(response)
                        .header("Retry-After", RETRY_AFTER_SECONDS)
                        .build()
                : response;
    }

    /** A 400 for a request that is missing something or has an invalid value. */
    public static Response badRequest(String detail) {
        return response(400, "bad_request", detail);
    }
}
