package com.engram.api.comparisons;

import com.engram.analysis.comparisons.CompareImages;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.comparisons.Comparisons;
import com.engram.analysis.comparisons.KeepComparison;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Comparisons: which of some images is the more memorable. */
@Path("/api/v1/comparisons")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ComparisonsApi {

    private static final String DESCRIPTION = """
            For each pair of the images, the probability that the first is the more memorable, by the model's calibrated \
            estimate. A pair is decided from a probability of 80 % for one of its images and a difference of 0.03 on, which is \
            0.3 points of 10. The images need a current score. Nothing is charged. No study has measured variants of one picture (a crop, another colour): there, the \
            probability is the model's estimate alone.""";

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private CompareImages compareImages;

    @Inject
    private KeepComparison keepComparison;

    @Inject
    private Comparisons comparisons;

    /**
     * Two to six different images, and a name for the comparison if it should have one.
     *
     * @param imageIds the ids of two to six images
     */
    public record ComparisonRequest(
            @Nullable List<@Nullable String> imageIds,
            @Nullable String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Compare two to six images", description = DESCRIPTION)
    @APIResponseSchema(value = ComparisonJson.class, responseCode = "201")
    @APIResponse(ref = "409", responseCode = "409")
    public Response create(@Nullable ComparisonRequest request) {
        if (request == null || request.imageIds() == null) {
            return ProblemResponses.badRequest(
                    "Send {\"imageIds\": [...]} with two to six ids, and a \"name\" if you like.");
        }
        Optional<Refusal> refusal = Optional.ofNullable(request.name()).flatMap(KeepComparison::checkName);
        if (refusal.isPresent()) {
            return ProblemResponses.of(refusal.get());
        }
        List<Optional<UUID>> ids =
                request.imageIds().stream().map(PublicId.IMAGE::parse).toList();
        if (ids.stream().anyMatch(Optional::isEmpty)) {
            return ProblemResponses.notFound();
        }
        CompareImages.Result result =
                compareImages.compare(ids.stream().flatMap(Optional::stream).toList());
        if (result instanceof CompareImages.Compared compared) {
            return idempotentEffect.execute(() -> keep(compared.comparison(), Optional.ofNullable(request.name())));
        }
        return result instanceof CompareImages.Refused refused
                ? ProblemResponses.of(refused.refusal())
                : ProblemResponses.notFound();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read a comparison; it is deleted with any of its images")
    @APIResponseSchema(ComparisonJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.COMPARISON
                .parse(id)
                .flatMap(comparisons::findComparison)
                .map(kept -> Response.ok(ComparisonJson.of(kept)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    private Response keep(Comparison comparison, Optional<String> name) {
        return keepComparison
                .keep(comparison, name)
                .map(kept -> Response.created(URI.create("/api/v1/comparisons/" + PublicId.COMPARISON.of(kept.id())))
                        .entity(ComparisonJson.of(kept))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }
}
