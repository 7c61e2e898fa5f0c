package com.engram.admin;

import com.engram.analysis.AnalysisQueue;
import com.engram.analysis.Backend;
import com.engram.analysis.Backends;
import com.engram.people.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The queue, for the operator to read. */
@Path("/api/v1/admin")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.APPLICATION_JSON)
public class OperationsAdminApi {

    @Inject
    private AnalysisQueue queue;

    @Inject
    private Backends backends;

    /** How the queue stands: analyses waiting and running, and seconds since the oldest was asked for. */
    public record QueueJson(long depth, double oldestAgeSeconds, long running, List<BackendJson> backends) {}

    /**
     * How a backend does, as the server that answers sees it: whether its circuit breaker lets calls through (closed),
     * keeps away (open) or tries (half_open), its calls under way and how many may be, and its last trouble.
     */
    public record BackendJson(
            String name,
            String breaker,
            int running,
            int limit,
            @Nullable String trouble) {

        static BackendJson of(Backend.Standing standing) {
            return new BackendJson(
                    standing.name(),
                    standing.breaker(),
                    standing.running(),
                    standing.limit(),
                    standing.trouble().orElse(null));
        }
    }

    @GET
    @Path("queue")
    @Operation(summary = "Read how the queue stands")
    public QueueJson queue() {
        AnalysisQueue.QueueDepth depth = queue.depth();
        return new QueueJson(
                depth.waiting(),
                depth.oldest().toMillis() / 1000.0,
                depth.running(),
                backends.standings().stream().map(BackendJson::of).toList());
    }
}
