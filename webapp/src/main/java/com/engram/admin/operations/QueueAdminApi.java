package com.engram.admin.operations;

import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.BackendStatuses;
import com.engram.analysis.backends.ChangeBackendMode;
import com.engram.analysis.backends.ReportedStatus;
import com.engram.analysis.intake.RetryFailures;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The analysis queue and its backends, for the operator. */
@Path("/api/v1/admin/queue")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class QueueAdminApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private AnalysisQueue queue;

    @Inject
    private BackendStatuses statuses;

    @Inject
    private ChangeBackendMode changeBackendMode;

    @Inject
    private RetryFailures retryFailures;

    /**
     * The state of the queue: waiting and running analyses, the age of the oldest unfinished one in seconds, and the
     * backends.
     *
     * @param depth the waiting analyses
     * @param oldestAgeSeconds the age of the oldest unfinished analysis, in seconds
     * @param running the running analyses
     * @param backends the backends as each server reports them
     */
    public record QueueJson(long depth, double oldestAgeSeconds, long running, List<BackendJson> backends) {}

    /**
     * A backend as one server last reported it: the state of its circuit breaker (closed, open, half_open), calls in
     * flight and the most allowed, the last error, the operator's mode (open, paused, draining), and whether that
     * server has stopped reporting.
     *
     * @param server the server that reports
     * @param breaker the state of the circuit breaker
     * @param running the calls in flight
     * @param limit the most calls at once
     * @param trouble the last error; null without one
     * @param hold the mode that the operator has set
     * @param seenAt when the server last reported
     * @param silent whether the server has stopped reporting
     */
    public record BackendJson(
            String name,
            String server,
            String breaker,
            int running,
            int limit,
            @Nullable String trouble,
            String hold,
            String seenAt,
            boolean silent) {

        static BackendJson of(ReportedStatus seen) {
            return new BackendJson(
                    seen.status().name(),
                    seen.server(),
                    seen.status().breaker(),
                    seen.status().running(),
                    seen.status().maxConcurrent(),
                    seen.status().lastError().orElse(null),
                    seen.status().mode().code(),
                    seen.reportedAt().toString(),
                    seen.isStale());
        }
    }

    /**
     * The new mode of a backend: open, paused or draining.
     *
     * @param hold the new mode
     */
    public record HoldRequest(@Nullable String hold) {}

    /** What to retry: all analyses that failed with a code, or one analysis. */
    public record RetryRequest(
            @Nullable String code, @Nullable String analysisId) {}

    /**
     * How many analyses were queued again, and how many tenants had no credits left for all of theirs.
     *
     * @param queued how many analyses were queued again
     * @param tenantsSpent how many tenants had no credits left for all of theirs
     */
    public record RetryJson(int queued, int tenantsSpent) {}

    @GET
    @Operation(summary = "Read the state of the queue")
    public QueueJson queue() {
        AnalysisQueue.QueueDepth depth = queue.depth();
        return new QueueJson(
                depth.waiting(),
                depth.oldest().toMillis() / 1000.0,
                depth.running(),
                statuses.listStatuses().stream().map(BackendJson::of).toList());
    }

    @PATCH
    @Path("backends/{backend}")
    @Operation(summary = "Pause, drain or resume a backend on all servers")
    @APIResponseSchema(QueueJson.class)
    @RolesAllowed(Permission.ADMINISTER)
    public Response changeMode(@PathParam("backend") String backend, @Nullable HoldRequest request) {
        Optional<BackendMode> mode =
                Optional.ofNullable(request).map(HoldRequest::hold).flatMap(BackendMode::findByCode);
        if (mode.isEmpty()) {
            return ProblemResponses.badRequest("Send {\"hold\"} with \"open\", \"paused\" or \"draining\".");
        }
        return changeBackendMode.change(backend, mode.get())
                ? Response.ok(queue()).build()
                : ProblemResponses.notFound();
    }

    @POST
    @Path("retry")
    @Operation(summary = "Retry failed analyses: one of them, or all with a code")
    @APIResponseSchema(value = RetryJson.class, responseCode = "202")
    @RolesAllowed(Permission.SUPPORT)
    public Response retry(@Nullable RetryRequest request) {
        if (request == null || (request.code() == null) == (request.analysisId() == null)) {
            return ProblemResponses.badRequest("Send {\"code\"} or {\"analysisId\"}.");
        }
        Optional<RetryFailures.Result> result = request.code() == null
                ? PublicId.ANALYSIS
                        .parse(request.analysisId())
                        .flatMap(analysis -> retryFailures.retry(analysis, this::store))
                : Optional.of(retryFailures.retryAll(request.code(), this::store));
        return result.map(QueueAdminApi::accepted).orElseGet(ProblemResponses::notFound);
    }

    private void store(RetryFailures.Result result) {
        idempotentEffect.store(accepted(result));
    }

    private static Response accepted(RetryFailures.Result result) {
        return Response.accepted(new RetryJson(result.queued(), result.tenantsWithoutCredits()))
                .build();
    }
}
