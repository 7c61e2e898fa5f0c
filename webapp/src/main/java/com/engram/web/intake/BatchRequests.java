package com.engram.web.intake;

import com.engram.analysis.BatchStatus;
import com.engram.analysis.Batches;
import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestBatch;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.json.BatchJson;
import com.engram.web.problems.ProblemResponses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Handles requests for batches, which come from clients of the API and from the portal's script. */
@ApplicationScoped
public class BatchRequests {

    @Inject
    private RequestBatch requestBatch;

    @Inject
    private Batches batches;

    @Inject
    private IdempotentEffect idempotentEffect;

    /**
     * A request to analyse uploaded images. An image that is listed twice counts once.
     *
     * @param partial whether to accept the images that the plan allows and that have been uploaded, instead of refusing
     *     the whole batch
     * @param imageIds the ids of up to 1,000 uploaded images
     * @param heatmap whether to compute the deep maps as well; false by default
     */
    public record BatchRequest(
            @Nullable List<@Nullable String> imageIds,
            @Nullable String name,
            @Nullable Boolean heatmap,
            @Nullable Boolean partial) {}

    /** Queues a batch, and responds with 202 or with a problem. */
    public Response request(@Nullable BatchRequest request) {
        return request(request, ProblemResponses::of);
    }

    /**
     * Queues a batch, and responds with 202 or with a problem.
     *
     * @param refused the problem of a refusal
     */
    public Response request(@Nullable BatchRequest request, Function<Refusal, Response> refused) {
        if (request == null || request.imageIds() == null || request.imageIds().isEmpty()) {
            return ProblemResponses.badRequest("Send {\"imageIds\": [...], \"name\", \"heatmap\", \"partial\"}.");
        }
        if (request.imageIds().size() > RequestBatch.MAX_IMAGES) {
            return ProblemResponses.response(
                    422,
                    "too_many_images",
                    "A batch has at most %,d images; these are %,d. Send several batches."
                            .formatted(
                                    RequestBatch.MAX_IMAGES, request.imageIds().size()));
        }
        Set<UUID> images = new LinkedHashSet<>();
        for (String id : request.imageIds()) {
            Optional<UUID> image = PublicId.IMAGE.parse(id);
            if (image.isEmpty()) {
                return ProblemResponses.notFound();
            }
            images.add(image.get());
        }
        BatchOptions options = new BatchOptions(
                images,
                request.name() == null ? "" : request.name().strip(),
                Boolean.TRUE.equals(request.heatmap()),
                Boolean.TRUE.equals(request.partial()));
        return toResponse(
                requestBatch.request(options, accepted -> idempotentEffect.store(toResponse(accepted, refused))),
                refused);
    }

    private Response toResponse(BatchRequestResult result, Function<Refusal, Response> problems) {
        if (result instanceof BatchRequestResult.Accepted accepted) {
            BatchStatus status = batches.findBatch(accepted.batch().id()).orElseThrow();
            return Response.accepted(BatchJson.of(status, accepted))
                    .type(MediaType.APPLICATION_JSON)
                    .location(URI.create("/api/v1/batches/"
                            + PublicId.BATCH.of(accepted.batch().id())))
                    .build();
        }
        return result instanceof BatchRequestResult.Refused refused
                ? problems.apply(refused.refusal())
                : ProblemResponses.notFound();
    }
}
