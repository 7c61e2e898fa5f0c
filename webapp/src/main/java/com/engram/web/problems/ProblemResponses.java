package com.engram.web.problems;

import com.engram.plans.Refusal;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Map;

/** Responses with a {@link Problem} as their body. */
public final class ProblemResponses {

    /** The media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    static final Problem NOT_FOUND = Problem.of(404, "not_found", "There is nothing with this id.");

    private static final Jsonb JSONB = JsonbBuilder.create();

    private static final Map<String, Integer> STATUS_OF_REFUSAL = Map.ofEntries(
            Map.entry("quota_exceeded", 402),
            Map.entry("heatmaps_not_in_plan", 402),
            Map.entry("payment_overdue", 402),
            Map.entry("api_not_in_plan", 403),
            Map.entry("image_too_large", 413),
            Map.entry("unsupported_type", 415),
            Map.entry("upload_missing", 409),
            Map.entry("not_failed", 409),
            Map.entry("paid_online", 409),
            Map.entry("not_found", 404),
            Map.entry("name_taken", 409),
            Map.entry("try_it_closed", 503),
            Map.entry("queue_full", 503),
            Map.entry("unreachable_url", 422));

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

    /** A refusal with the HTTP status of its code. */
    public static Response of(Refusal refusal) {
        int status = STATUS_OF_REFUSAL.getOrDefault(refusal.code(), 422);
        Response response = response(status, refusal.code(), refusal.detail());
        return status == 503
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
