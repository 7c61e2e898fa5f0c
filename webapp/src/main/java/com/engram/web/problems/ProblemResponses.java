package com.engram.web.problems;

import com.engram.language.Messages;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Responses with a {@link Problem} as their body. */
public final class ProblemResponses {

    /** The media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    static final Problem NOT_FOUND = Problem.of(404, "not_found", "There is nothing with this id.");

    /** When to try again after a 503, in seconds. */
    static final String RETRY_AFTER_SECONDS = "5";

    private static final String RETRY_AFTER_REFUSAL_SECONDS = "30";

    private ProblemResponses() {}

    /** A response with a problem whose title is the reason phrase of its status. */
    public static Response response(int status, String code, String detail) {
        return response(Problem.of(status, code, detail));
    }

    /** A response with that problem and its status; a 503 says when to try again. */
    public static Response response(Problem problem) {
        return response(problem, RETRY_AFTER_SECONDS);
    }

    private static Response response(Problem problem, String retryAfterSeconds) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
        return problem.status() == 503
                ? response.header("Retry-After", retryAfterSeconds).build()
                : response.build();
    }

    /** The response for an id that is unknown, malformed, or of another tenant: all three look the same. */
    public static Response notFound() {
        return response(NOT_FOUND);
    }

    /** A refusal for a client of the API, with the HTTP status of its kind. */
    public static Response of(Refusal refusal) {
        return refused(refusal, refusal.detail());
    }

    /** A refusal for a script of the portal, which shows it to a person in that language. */
    public static Response of(Refusal refusal, Messages messages) {
        return refused(refusal, messages.text(refusal.message()));
    }

    private static Response refused(Refusal refusal, String detail) {
        RefusalReason reason = refusal.reason();
        return response(Problem.of(reason.kind().httpStatus(), reason.code(), detail), RETRY_AFTER_REFUSAL_SECONDS);
    }

    /**
     * A 400 for an invalid parameter of the query or of a form.
     *
     * @param name the parameter
     * @param rule what the parameter has to be
     */
    public static Response invalidParameter(String name, String rule) {
        return response(Problem.of(400, "bad_request", rule).withErrors(List.of(FieldProblem.inParameter(name, rule))));
    }

    /** A 400 for a request that is missing something or has an invalid value. */
    public static Response badRequest(String detail) {
        return response(400, "bad_request", detail);
    }
}
