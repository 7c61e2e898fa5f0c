package com.engram.api.analyses;

import com.engram.analysis.Batches;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.analysis.results.CancelBatch;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.intake.BatchRequests;
import com.engram.web.json.BatchJson;
import com.engram.web.json.WithEntityTag;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Batches: many images in one request. */
@Path("/api/v1/batches")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BatchesApi {

    @Inject
    private BatchRequests batchRequests;

    @Inject
    private Batches batches;

    @Inject
    private CancelBatch cancelBatch;

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private RetryAnalyses retryAnalyses;

    /** The schema of a page of batches. */
    public record BatchList(List<BatchJson> data, @Nullable String nextCursor) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Analyse up to 1,000 uploaded images")
    @APIResponseSchema(value = BatchJson.class, responseCode = "202")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "409", responseCode = "409")
    public Response create(BatchRequests.@Nullable BatchRequest request) {
        return batchRequests.request(request);
    }

    @GET
    @WithEntityTag
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List batches, the newest first")
    @APIResponseSchema(BatchList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.BATCH::parse,
                page -> ApiPage.of(
                        page.load(size -> batches.listBatches(page.after().orElse(null), size)),
                        BatchJson::of,
                        batch -> PublicId.BATCH.of(batch.batch().id())));
    }

    @GET
    @WithEntityTag
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read the progress of a batch")
    @APIResponseSchema(BatchJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.BATCH.parse(id).map(this::current).orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Cancel the analyses of a batch that still wait; they fail as cancelled and are not billed")
    @APIResponseSchema(BatchJson.class)
    public Response cancel(@PathParam("id") String id) {
        return PublicId.BATCH
                .parse(id)
                .map(batch -> idempotentEffect.execute(
                        () -> cancelBatch.cancel(batch) ? current(batch) : ProblemResponses.notFound()))
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Queue the failed analyses of a batch again")
    @APIResponseSchema(BatchJson.class)
    @APIResponse(ref = "402", responseCode = "402")
    public Response retry(@PathParam("id") String id) {
        Optional<UUID> batch = PublicId.BATCH.parse(id);
        if (batch.isEmpty()) {
            return ProblemResponses.notFound();
        }
        return idempotentEffect.execute(
                () -> retryAnalyses.retryFailedOfBatch(batch.get()) instanceof RetryAnalyses.Refused refused
                        ? ProblemResponses.of(refused.refusal())
                        : current(batch.get()));
    }

    private Response current(UUID batch) {
        return batches.findBatch(batch)
                .map(standing -> Response.ok(BatchJson.of(standing)).build())
                .orElseGet(ProblemResponses::notFound);
    }
}
