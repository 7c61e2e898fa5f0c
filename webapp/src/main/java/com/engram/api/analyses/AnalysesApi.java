package com.engram.api.analyses;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisPosition;
import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.api.analyses.AnalysisJson.PlaceJson;
import com.engram.areas.Areas;
import com.engram.images.upload.ImportImage;
import com.engram.library.Benchmark;
import com.engram.library.BenchmarkId;
import com.engram.library.Benchmarks;
import com.engram.library.ChannelPlaces;
import com.engram.library.Places;
import com.engram.library.Readiness;
import com.engram.library.Tags;
import com.engram.people.Permission;
import com.engram.web.PublicBenchmarkId;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.json.WithEntityTag;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Analyses: requesting them, and reading their results. */
@Path("/api/v1/analyses")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AnalysesApi {

    /** The value that asks for a place in every benchmark. */
    private static final String ALL = "all";

    private static final UUID NO_TAG = new UUID(0, 0);

    @Inject
    private Tags tags;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Inject
    private ImportImage importImage;

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private RetryAnalyses retryAnalyses;

    @Inject
    private DirectUpload directUpload;

    @Inject
    private Analyses analyses;

    @Inject
    private Areas areas;

    @Inject
    private Readiness readiness;

    @Inject
    private Places places;

    @Inject
    private ChannelPlaces channelPlaces;

    @Inject
    private Benchmarks benchmarks;

    @Inject
    private AnalysisResponses analysisResponses;

    /**
     * An image, by its id or by a public URL to download it from, and whether to compute the deep map as well.
     *
     * @param imageId the id of an uploaded image; send this or {@code imageUrl}
     * @param imageUrl a public URL from which the image is downloaded
     * @param heatmap whether to compute the deep map as well; false by default
     */
    public record AnalysisRequest(
            @Nullable String imageId,
            @Nullable String imageUrl,
            @Nullable Boolean heatmap) {}

    /**
     * A file to analyse; the file is the last part.
     *
     * @param heatmap whether to compute the deep map as well; false by default
     * @param image the file
     */
    public record ImageForm(
            @Nullable Boolean heatmap,

            @Schema(type = SchemaType.STRING, format = "binary")
            String image) {}

    /** The schema of a page of analyses. */
    public record AnalysisList(
            List<AnalysisJson> data, @Nullable String nextCursor) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Analyse an image that was uploaded, or that can be downloaded from a public URL")
    @APIResponseSchema(value = AnalysisJson.class, responseCode = "202")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "409", responseCode = "409")
    @APIResponse(ref = "413", responseCode = "413")
    public Response create(@Nullable AnalysisRequest request, @HeaderParam("Prefer") @Nullable String prefer)
            throws InterruptedException {
        if (request == null || (request.imageId() == null) == (request.imageUrl() == null)) {
            return ProblemResponses.badRequest(
                    "Send {\"imageId\"} or {\"imageUrl\"}, and {\"heatmap\": true} for the deep map.");
        }
        Optional<UUID> image = PublicId.IMAGE.parse(request.imageId());
        if (request.imageUrl() != null) {
            ImportImage.Result result = importImage.importFrom(request.imageUrl());
            if (result instanceof ImportImage.Refused refused) {
                return ProblemResponses.of(refused.refusal());
            }
            image = Optional.of(((ImportImage.Imported) result).image());
        }
        return image.isEmpty()
                ? ProblemResponses.notFound()
                : analysisResponses.respond(
                        requestAnalysis.request(
                                image.get(),
                                AnalysisOptions.single(Boolean.TRUE.equals(request.heatmap())),
                                analysisResponses::storeAccepted),
                        prefer);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Upload an image and analyse it in one call")
    @APIResponseSchema(value = AnalysisJson.class, responseCode = "202")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "413", responseCode = "413")
    @APIResponse(
            responseCode = "200",
            description = "The analysis is finished, for which `Prefer: wait` waited",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AnalysisJson.class)))
    public Response createFromFile(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA,
                                            schema = @Schema(implementation = ImageForm.class)))
                    List<EntityPart> parts,
            @HeaderParam("Prefer") @Nullable String prefer)
            throws IOException, InterruptedException {
        DirectUpload.UploadResult result = directUpload.store(parts);
        if (result instanceof DirectUpload.Refused refused) {
            return refused.response();
        }
        DirectUpload.Stored stored = (DirectUpload.Stored) result;
        return analysisResponses.respond(
                requestAnalysis.request(
                        stored.image(), AnalysisOptions.single(stored.heatmap()), analysisResponses::storeAccepted),
                prefer);
    }

    // One transaction for all that a request reads: each of its own would take a connection and set the tenant again.
    @GET
    @WithEntityTag
    @Path("{id}")
    @Transactional
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read an analysis",
            description = "With `benchmark`, `places` tells where the score stands: `photographs` is LaMem's published"
                    + " distribution, `library` all images of the account, `project` those of the image's project,"
                    + " `tag` those with one of the image's tags (its first ten by name), `channel` the crops for a channel, one place for each"
                    + " channel in which the image's crop is scored, `all` each of these. The id of a"
                    + " project or tag asks for the place in it; the image need not be in it. A benchmark with fewer than"
                    + " 30 scores is left out. Of more than 5,000, those of the newest images count. Send the `ETag` of a"
                    + " response in `If-None-Match`: while nothing has changed, the response is 304 without a body.")
    @APIResponseSchema(AnalysisJson.class)
    @APIResponse(responseCode = "304", description = "Nothing has changed since the response with that ETag")
    public Response read(@PathParam("id") String id, @QueryParam("benchmark") @Nullable String benchmark) {
        Optional<BenchmarkId> one = PublicBenchmarkId.parse(benchmark);
        Optional<Set<Benchmark>> ofImage = benchmarks(benchmark);
        if (one.isEmpty() && ofImage.isEmpty()) {
            return ProblemResponses.invalidParameter(
                    "benchmark",
                    "benchmark is photographs, library, project, tag, channel, all, or the id of a project or a tag.");
        }
        Optional<Analysis> found = PublicId.ANALYSIS.parse(id).flatMap(analyses::findAnalysis);
        if (found.isEmpty() || !one.map(benchmarks::exists).orElse(true)) {
            return ProblemResponses.notFound();
        }
        Analysis analysis = found.get();
        if (benchmark == null) {
            return Response.ok(json(analysis)).build();
        }
        List<PlaceJson> listed = new ArrayList<>();
        analysis.score()
                .map(score -> one.map(known ->
                                places.findPlaceIn(known, score).stream().toList())
                        .orElseGet(() -> places.listPlaces(analysis.image(), score, ofImage.orElseThrow())))
                .orElse(List.of())
                .forEach(place -> listed.add(PlaceJson.of(place)));
        if (benchmark.equals(AnalysisJson.CHANNEL) || benchmark.equals(ALL)) {
            channelPlaces.listPlaces(analysis.id()).forEach(place -> listed.add(PlaceJson.of(place)));
        }
        return Response.ok(json(analysis).withPlaces(listed)).build();
    }

    /** Empty if the text names no benchmark of an image. */
    private static Optional<Set<Benchmark>> benchmarks(@Nullable String text) {
        if (text == null) {
            return Optional.of(Set.of());
        }
        if (text.equals(AnalysisJson.CHANNEL)) {
            return Optional.of(Set.of());
        }
        return text.equals(ALL)
                ? Optional.of(EnumSet.allOf(Benchmark.class))
                : Benchmark.findByCode(text).map(Set::of);
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Queue a failed analysis again")
    @APIResponseSchema(value = AnalysisJson.class, responseCode = "202")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "409", responseCode = "409")
    public Response retry(@PathParam("id") String id) {
        Optional<UUID> analysis = PublicId.ANALYSIS.parse(id);
        if (analysis.isEmpty()) {
            return ProblemResponses.notFound();
        }
        return idempotentEffect.execute(() -> retried(analysis.get()));
    }

    private Response retried(UUID analysis) {
        RetryAnalyses.RetryResult result = retryAnalyses.retry(analysis);
        return result instanceof RetryAnalyses.Refused refused
                ? ProblemResponses.of(refused.refusal())
                : analyses.findAnalysis(analysis)
                        .map(queued -> Response.accepted(json(queued)).build())
                        .orElseGet(ProblemResponses::notFound);
    }

    @GET
    @WithEntityTag
    @Transactional
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List analyses")
    @APIResponseSchema(AnalysisList.class)
    public Response list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("batchId") @Nullable String batchId,
            @QueryParam("projectId") @Nullable String projectId,
            @QueryParam("tag") @Nullable String tag,
            @QueryParam("minScore") @Nullable String minScore,
            @QueryParam("maxScore") @Nullable String maxScore,
            @QueryParam("sort") @DefaultValue("-createdAt") String sort,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        AnalysisListFilter filter;
        try {
            filter = AnalysisListFilter.parse(status, batchId, projectId, minScore, maxScore, sort);
        } catch (AnalysisListFilter.InvalidParameterException e) {
            return ProblemResponses.invalidParameter(e.parameter(), String.valueOf(e.getMessage()));
        }
        // A name that no image has selects nothing.
        UUID tagged = tag == null ? null : tags.findTag(tag).orElse(NO_TAG);
        return PageRequest.respond(
                limit,
                cursor,
                text -> AnalysisCursor.parse(text).filter(filter.sort()::canContinueAt),
                page -> ApiPage.ofAll(
                        page.load(size -> analyses.listAnalyses(filter.query(tagged, size, page.after()))),
                        items -> AnalysisJson.of(analyses, areas, readiness, items),
                        analysis -> AnalysisCursor.of(AnalysisPosition.of(analysis))));
    }

    private AnalysisJson json(Analysis analysis) {
        return AnalysisJson.of(analyses, areas, readiness, analysis);
    }
}
