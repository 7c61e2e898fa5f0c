package com.engram.api.comparisons;

import com.engram.analysis.comparisons.CompareImages;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.comparisons.Comparisons;
import com.engram.analysis.comparisons.KeepComparison;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
     * Two to six different images, and a name and a note for the comparison if it should have them.
     *
     * @param imageIds the ids of two to six images
     */
    public record ComparisonRequest(
            @Nullable List<@Nullable String> imageIds,
            @Nullable String name,
            @Nullable String note) {}

    /** Another name and note; null clears them. */
    public record ComparisonChange(
            @Nullable String name, @Nullable String note) {}

    /** A page of comparisons. */
    public record ComparisonList(
            List<ComparisonJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List the saved comparisons, the newest first")
    @APIResponseSchema(ComparisonList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.COMPARISON::parse,
                page -> ApiPage.of(
                        page.load(size -> comparisons.listComparisons(page.after(), size)),
                        ComparisonJson::of,
                        kept -> PublicId.COMPARISON.of(kept.id())));
    }

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
        Optional<Refusal> refusal = findRefusal(request.name(), request.note());
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
            return idempotentEffect.execute(() -> keep(
                    compared.comparison(), Optional.ofNullable(request.name()), Optional.ofNullable(request.note())));
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

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Give a comparison another name and note; its result never changes")
    @APIResponseSchema(ComparisonJson.class)
    public Response describe(@PathParam("id") String id, @Nullable ComparisonChange change) {
        Optional<UUID> comparison = PublicId.COMPARISON
                .parse(id)
                .filter(known -> comparisons.findComparison(known).isPresent());
        if (comparison.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (change == null) {
            return ProblemResponses.badRequest("Send {\"name\", \"note\"}.");
        }
        Optional<Refusal> refusal = findRefusal(change.name(), change.note());
        if (refusal.isPresent()) {
            return ProblemResponses.of(refusal.get());
        }
        keepComparison.describe(
                comparison.get(), Optional.ofNullable(change.name()), Optional.ofNullable(change.note()));
        return read(id);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete a comparison; its images remain")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response delete(@PathParam("id") String id) {
        return PublicId.COMPARISON.parse(id).filter(comparisons::delete).isPresent()
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    private static Optional<Refusal> findRefusal(@Nullable String name, @Nullable String note) {
        return Optional.ofNullable(name)
                .flatMap(KeepComparison::checkName)
                .or(() -> Optional.ofNullable(note).flatMap(KeepComparison::checkNote));
    }

    private Response keep(Comparison comparison, Optional<String> name, Optional<String> note) {
        return keepComparison
                .keep(comparison, name, note)
                .map(kept -> Response.created(URI.create("/api/v1/comparisons/" + PublicId.COMPARISON.of(kept.id())))
                        .entity(ComparisonJson.of(kept))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }
}
