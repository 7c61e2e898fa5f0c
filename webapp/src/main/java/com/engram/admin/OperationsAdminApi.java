package com.engram.admin;

import com.engram.analysis.AnalysisQueue;
import com.engram.people.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The queue, for the operator to read. */
@Path("/api/v1/admin")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.APPLICATION_JSON)
public class OperationsAdminApi {

    @Inject
    private AnalysisQueue queue;

    /** How the queue stands: analyses waiting and running, and seconds since the oldest was asked for. */
    public record QueueJson(long depth, double oldestAgeSeconds, long running) {}

    @GET
    @Path("queue")
    @Operation(summary = "Read how the queue stands")
    public QueueJson queue() {
        AnalysisQueue.QueueDepth depth = queue.depth();
        return new QueueJson(depth.waiting(), depth.oldest().toMillis() / 1000.0, depth.running());
    }
}
