package com.engram.api.variants;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.variants.KeepVariant;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Variants of an image that are kept as images. */
@Path("/api/v1/images/{id}/variants")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class VariantsApi {

    @Inject
    private Images images;

    @Inject
    private KeepVariant keepVariant;

    @Inject
    private IdempotentEffect idempotentEffect;

    /** The edit of the variant to keep. */
    public record VariantRequest(@Nullable EditJson edit) {}

    /** The new image, whose analysis is queued. */
    public record KeptJson(String imageId) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Keep a variant of an image as a new image",
            description =
                    "The edit is applied to the image, at most 2560 pixels wide or high, and stored as a JPEG. The new image is"
                            + " analysed like an upload, for one credit.")
    @APIResponseSchema(value = KeptJson.class, responseCode = "201")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "409", responseCode = "409")
    public Response keep(@PathParam("id") String id, @Nullable VariantRequest request) {
        Optional<UUID> image =
                PublicId.IMAGE.parse(id).filter(known -> images.findImage(known).isPresent());
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        EditJson json = request == null ? null : request.edit();
        if (json == null) {
            return ProblemResponses.badRequest("Send {\"edit\": {\"kind\", ...}}.");
        }
        Optional<Edit.Problem> problem = json.findProblem();
        if (problem.isPresent()) {
            return EditProblems.response("/edit", problem.get());
        }
        KeepVariant.Result result = keepVariant.keep(
                image.get(), json.parse().orElseThrow(), kept -> idempotentEffect.store(created(kept)));
        if (result instanceof KeepVariant.Kept kept) {
            return created(kept.image());
        }
        return result instanceof KeepVariant.Refused refused
                ? ProblemResponses.of(refused.refusal())
                : ProblemResponses.notFound();
    }

    private static Response created(UUID image) {
        String id = PublicId.IMAGE.of(image);
        return Response.created(URI.create("/api/v1/images/" + id))
                .entity(new KeptJson(id))
                .build();
    }
}
