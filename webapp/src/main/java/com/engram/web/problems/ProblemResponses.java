package com.engram.web.problems;

import com.engram.plans.Refusal;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Makes answers out of what went wrong. */
public final class ProblemResponses {

    public static final String MEDIA_TYPE = "application/problem+json";

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

    /** An answer with that status and a problem as its body. */
    public static Response response(int status, String code, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Unprocessable Content" : known.getReasonPhrase();
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem("about:blank", title, status, code, detail))
                .build();
    }

    /** The one answer for an id that is unknown, or another tenant's, or malformed. */
    public static Response notFound() {
        return response(404, "not_found", "There is nothing of that id.");
    }

    /** A refusal with the status that its code stands for. */
    public static Response of(Refusal refusal) {
        int status = STATUS_OF_REFUSAL.getOrDefault(refusal.code(), 422);
        Response response = response(status, refusal.code(), refusal.detail());
        return status == 503
                ? Response.fromResponse(response)
                        .header("Retry-After", RETRY_AFTER_SECONDS)
                        .build()
                : response;
    }

    /** A request that cannot be understood. */
    public static Response badRequest(String detail) {
        return response(400, "bad_request", detail);
    }
}
