package com.engram.api.variants;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.whatifs.RunWhatIf;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What-ifs of an image: how changes would change its score. */
@Path("/api/v1/images/{id}/what-ifs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImageWhatIfsApi {

    private static final String DESCRIPTION = """
            Each edit is applied to the image and scored. Kinds: crop, remove, enlarge (rect; enlarge with factor 1.05..3), reframe \
            (aspect, width by height; rect to centre on), blur (rect, factor in percent of the longer side), contrast, brightness \
            (factor 0.25..4), saturation (factor 0..4), mirror, greyscale. Rectangles are fractions of the upright picture. Five \
            variants cost one credit of the plan, within its `whatIfs` a month (`what_ifs_exceeded`); nothing is charged if they are not scored. The request waits for the scores, up \
            to 20 seconds. The differences are the model's estimates, not measurements on people.""";

    @Inject
    private Images images;

    @Inject
    private RunWhatIf runWhatIf;

    @Inject
    private IdempotentEffect idempotentEffect;

    /**
     * One to 40 edits.
     *
     * @param edits the edits, each of which makes a variant
     */
    public record WhatIfRequest(@Nullable List<@Nullable EditJson> edits) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Score what changes of an image would change", description = DESCRIPTION)
    @APIResponseSchema(value = WhatIfJson.class, responseCode = "202")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "409", responseCode = "409")
    public Response create(@PathParam("id") String id, @Nullable WhatIfRequest request) {
        Optional<UUID> image =
                PublicId.IMAGE.parse(id).filter(known -> images.findImage(known).isPresent());
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null || request.edits() == null) {
            return ProblemResponses.badRequest("Send {\"edits\": [{\"kind\", ...}]} with 1 to 40 edits.");
        }
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < request.edits().size(); i++) {
            String pointer = "/edits/" + i;
            EditJson json = request.edits().get(i);
            Optional<Edit.Problem> problem = json == null
                    ? Optional.of(new Edit.Problem("kind", "There is no edit of this kind."))
                    : json.findProblem();
            if (problem.isPresent()) {
                return EditProblems.response(pointer, problem.get());
            }
            Optional.ofNullable(json).flatMap(EditJson::parse).ifPresent(edits::add);
        }
        RunWhatIf.Result result =
                runWhatIf.run(image.get(), edits, done -> idempotentEffect.store(accepted(WhatIfJson.of(done))));
        if (result instanceof RunWhatIf.Done done) {
            return accepted(WhatIfJson.of(done.whatIf()));
        }
        return result instanceof RunWhatIf.Refused refused
                ? refused.pointer()
                        .map(pointer -> EditProblems.response(pointer, refused.refusal()))
                        .orElseGet(() -> ProblemResponses.of(refused.refusal()))
                : ProblemResponses.notFound();
    }

    private static Response accepted(WhatIfJson json) {
        return Response.accepted(json)
                .location(URI.create("/api/v1/what-ifs/" + json.id()))
                .build();
    }
}
