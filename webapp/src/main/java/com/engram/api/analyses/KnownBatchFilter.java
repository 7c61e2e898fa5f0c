package com.engram.api.analyses;

import com.engram.analysis.Batches;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Responds with 404 before a stream of events begins, because the status of a stream cannot change any more. */
@Provider
@FollowsBatch
@Priority(Priorities.AUTHORIZATION + 2)
public class KnownBatchFilter implements ContainerRequestFilter {

    @Inject
    private Batches batches;

    @Override
    public void filter(ContainerRequestContext context) {
        String id = context.getUriInfo().getPathParameters().getFirst("id");
        if (PublicId.BATCH.parse(id).flatMap(batches::findBatch).isEmpty()) {
            context.abortWith(ProblemResponses.notFound());
        }
    }
}
