package com.engram.admin;

import com.engram.analysis.AnalysisQueue;
import com.engram.people.Permission;
import com.engram.plans.Plans;
import com.engram.web.PlanJson;
import com.engram.web.Problems;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Plans and the queue, for the operator to read. */
@Path("/api/v1/admin")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.APPLICATION_JSON)
public class OperationsAdminApi {

    @Inject
    private Plans plans;

    @Inject
    private AnalysisQueue queue;

    /** Every plan. */
    public record PlanList(List<PlanJson> data, @Nullable String nextCursor) {}

    /** How the queue stands: analyses waiting and running, and seconds since the oldest was asked for. */
    public record QueueJson(long depth, double oldestAgeSeconds, long running) {}

    @GET
    @Path("plans")
    @Operation(summary = "List plans")
    public PlanList plans() {
        return new PlanList(
                plans.listPlans().stream()
                        .map(plan -> PlanJson.of(plan.terms()))
                        .toList(),
                null);
    }

    @GET
    @Path("plans/{code}")
    @Operation(summary = "Read a plan")
    public Response plan(@PathParam("code") String code) {
        return plans.findPlan(code)
                .map(plan -> Response.ok(PlanJson.of(plan.terms())).build())
                .orElseGet(Problems::notFound);
    }

    @GET
    @Path("queue")
    @Operation(summary = "Read how the queue stands")
    public QueueJson queue() {
        AnalysisQueue.QueueDepth depth = queue.depth();
        return new QueueJson(depth.waiting(), depth.oldest().toMillis() / 1000.0, depth.running());
    }
}
