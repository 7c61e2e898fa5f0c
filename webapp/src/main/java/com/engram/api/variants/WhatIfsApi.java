package com.engram.api.variants;

import com.engram.analysis.backends.Edit;
import com.engram.analysis.variants.KeepVariant;
import com.engram.analysis.whatifs.RunWhatIf;
import com.engram.analysis.whatifs.WhatIfs;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** What-ifs: how changes of an image would change its score; and variants that are kept as images. */
@Path("/api/v1")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfsApi {

    private static final String DESCRIPTION = """
            Each edit is applied to the image and scored. Kinds: crop, remove, enlarge (rect; enlarge with factor 1.05..3), reframe \
            (aspect, width by height; rect to centre on), blur (rect, factor in percent of the longer side), contrast, brightness \
            (factor 0.25..4), saturation (factor 0..4), mirror, greyscale. Rectangles are fractions of the upright picture. Five \
            variants cost one credit of the plan; nothing is charged if they are not scored. The request waits for the scores, up \
            to 20 seconds. The differences are the model's estimates, not measurements on people.""";

    @Inject
    private RunWhatIf runWhatIf;

    @Inject
    private WhatIfs whatIfs;

    @Inject
    private KeepVariant keepVariant;

    @Inject
    private IdempotentEffect idempotentEffect;

    /** One to 40 edits. */
    public record WhatIfRequest(@Nullable List<@Nullable EditJson> edits) {}

    /** The edit of the variant to keep. */
    public record VariantRequest(@Nullable EditJson edit) {}

    /** The new image, whose analysis is queued. */
    public record KeptJson(String imageId) {}

    @POST
    @Path("images/{id}/what-ifs")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Score what changes of an image would change", description = DESCRIPTION)
    @APIResponseSchema(value = WhatIfJson.class, responseCode = "202")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "409", responseCode = "409")
    public Response create(@PathParam("id") String id, @Nullable WhatIfRequest request) {
        Optional<UUID> image = PublicId.IMAGE.parse(id);
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
                return invalid(pointer, problem.get());
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
                        .map(pointer -> invalid(pointer, refused.refusal()))
                        .orElseGet(() -> ProblemResponses.of(refused.refusal()))
                : ProblemResponses.notFound();
    }

    @GET
    @Path("what-ifs/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read what-ifs; they are deleted with their image")
    @APIResponseSchema(WhatIfJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.WHAT_IF
                .parse(id)
                .flatMap(whatIfs::findWhatIf)
                .map(found -> Response.ok(WhatIfJson.of(found)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Path("images/{id}/variants")
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
        Optional<UUID> image = PublicId.IMAGE.parse(id);
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        EditJson json = request == null ? null : request.edit();
        if (json == null) {
            return ProblemResponses.badRequest("Send {\"edit\": {\"kind\", ...}}.");
        }
        Optional<Edit.Problem> problem = json.findProblem();
        if (problem.isPresent()) {
            return invalid("/edit", problem.get());
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

    private static Response accepted(WhatIfJson json) {
        return Response.accepted(json)
                .location(URI.create("/api/v1/what-ifs/" + json.id()))
                .build();
    }

    private static Response created(UUID image) {
        String id = PublicId.IMAGE.of(image);
        return Response.created(URI.create("/api/v1/images/" + id))
                .entity(new KeptJson(id))
                .build();
    }

    private static Response invalid(String pointer, Edit.Problem problem) {
        return invalid(pointer + "/" + problem.field(), problem.detail());
    }

    private static Response invalid(String pointer, Refusal refusal) {
        return invalid(pointer, refusal.detail());
    }

    private static Response invalid(String pointer, String detail) {
        return ProblemResponses.response(
                Problem.of(422, "invalid_edit", detail).withErrors(List.of(FieldProblem.inBody(pointer, detail))));
    }
}
