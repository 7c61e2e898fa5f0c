package com.engram.api.analyses;

import com.engram.analysis.Batches;
import com.engram.people.Permission;
import com.engram.tenancy.Scope;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.streams.BatchStreams;
import com.engram.web.streams.LimitedStreams;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The progress of a batch as a stream of events. */
@Path("/api/v1/batches/{id}/events")
@RequestScoped
public class BatchEventsApi {

    @Inject
    private Batches batches;

    @Inject
    private BatchStreams streams;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Permission.READ)
    @LimitedStreams
    @FollowsBatch
    @Operation(
            summary = "Follow a batch until it ends",
            description =
                    "Server-sent events: `progress` at once and whenever the batch has changed, at most once a second,"
                            + " and `completed` at its end, after which the stream is closed. The data of both is the batch, as"
                            + " `GET /batches/{id}` answers it. A comment every 15 seconds shows that the stream is alive. The stream"
                            + " ends too when the key is revoked or expires. A key may have 20 open streams, an account 300.")
    @APIResponse(
            responseCode = "200",
            description = "The events",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            example =
                                                    "event: progress\ndata: {\"id\":\"bat_0190\",\"queued\":3,\"done\":7}\n\n")))
    public void follow(
            @Parameter(description = "The id of the batch.") @PathParam("id") String id,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServletRequest request) {
        PublicId.BATCH
                .parse(id)
                .flatMap(batches::findBatch)
                .ifPresentOrElse(
                        status -> streams.open(CurrentCaller.getCaller(request), Scope.getTenant(), status, sink, sse),
                        sink::close);
    }
}
