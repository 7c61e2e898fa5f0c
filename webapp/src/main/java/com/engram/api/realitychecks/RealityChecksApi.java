package com.engram.api.realitychecks;

import com.engram.campaigns.Campaign;
import com.engram.campaigns.CampaignFile;
import com.engram.campaigns.CampaignProblem;
import com.engram.campaigns.CampaignResults;
import com.engram.campaigns.Campaigns;
import com.engram.campaigns.ImportCampaign;
import com.engram.images.upload.ImageNames;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.intake.UploadedFile;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

/** Reality checks: results of campaigns by image, and whether the scores of the images went along with them. */
@Path("/api/v1/reality-checks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class RealityChecksApi {

    private static final String DESCRIPTION = """
            Send what your campaign measured for each image, such as click rates. Images are found in your library by their names: \
            with or without folder and ending, in upper or lower case. The answer tells Spearman's rank correlation between each \
            metric and the current scores, with its 95 % interval, from 12 images on. Send a CSV file as the body (`text/csv`, with the \
            name in `?name=`), as the part `file` of a form (with the part `name`), or JSON. The file has a header; the names of the \
            images are in the column `image`, `file`, `ad name` or similar, otherwise in the first, and each column of numbers is a metric.""";

    private static final String CSV = "text/csv";

    private static final String EXPECTED_BODY =
            "Send {\"name\": \"...\", \"results\": [{\"image\": \"a.jpg\", \"metrics\": {\"CTR\": 2.3}}, ...]}.";

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private ImportCampaign importCampaign;

    @Inject
    private Campaigns campaigns;

    /** Results of a campaign. */
    public record RealityCheckRequest(
            @Schema(required = true, example = "Spring 2026", maxLength = 100) @Nullable String name,

            @Schema(required = true, description = "One entry for each image, at most 2,000.") @Nullable List<@Nullable ResultRequest> results) {}

    /** What was measured for one image. */
    public record ResultRequest(
            @Schema(required = true, description = "The name of the image.", example = "beach.jpg", maxLength = 200)
            @Nullable String image,

            @Schema(required = true, description = "Values by the name of the metric; at most 10 metrics in all.")
            @Nullable Map<String, @Nullable Double> metrics) {}

    /** A page of campaigns. */
    public record RealityCheckList(
            List<RealityCheckJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List campaigns, the newest first")
    @APIResponseSchema(RealityCheckList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.CAMPAIGN::parse,
                page -> ApiPage.of(
                        page.load(size -> campaigns.listKept(page.after(), size)),
                        this::toJson,
                        campaign -> PublicId.CAMPAIGN.of(campaign.id())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Compare results of a campaign with the scores of its images", description = DESCRIPTION)
    @APIResponseSchema(value = RealityCheckJson.class, responseCode = "201")
    public Response create(@Nullable RealityCheckRequest request) {
        Optional<CampaignResults> results =
                Optional.ofNullable(request).map(RealityCheckRequest::results).flatMap(RealityChecksApi::read);
        if (request == null || request.name() == null || results.isEmpty()) {
            return ProblemResponses.badRequest(EXPECTED_BODY);
        }
        String name = request.name();
        return idempotentEffect.execute(() -> toResponse(importCampaign.keep(name, results.get())));
    }

    /** A form with a file. */
    @Schema(description = "A CSV file, and the name of the campaign.")
    public record FileForm(
            @Schema(type = SchemaType.STRING, format = "binary", required = true) @Nullable String file,

            @Schema(example = "Spring 2026", maxLength = 100) @Nullable String name) {}

    @POST
    @Consumes(CSV)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Compare results of a campaign with the scores of its images", description = DESCRIPTION)
    @APIResponseSchema(value = RealityCheckJson.class, responseCode = "201")
    public Response createFromCsv(
            @QueryParam("name") @Nullable String name,
            @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
                    InputStream csv)
            throws IOException {
        return create(name == null ? "" : name, csv.readNBytes(CampaignFile.MAX_BYTES + 1));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Compare results of a campaign with the scores of its images", description = DESCRIPTION)
    @APIResponseSchema(value = RealityCheckJson.class, responseCode = "201")
    public Response createFromForm(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA,
                                            schema = @Schema(implementation = FileForm.class)))
                    List<EntityPart> parts)
            throws IOException {
        Optional<UploadedFile> posted = UploadedFile.read(parts, "file", CampaignFile.MAX_BYTES);
        if (posted.isEmpty()) {
            return ProblemResponses.badRequest("Send the CSV file as the part \"file\".");
        }
        try (UploadedFile file = posted.get()) {
            String given = UploadedFile.readText(parts, "name");
            return create(
                    given.isEmpty() ? ImageNames.ofFile(file.filename()) : given, Files.readAllBytes(file.path()));
        }
    }

    private Response create(String name, byte[] csv) {
        CampaignFile.Result read = CampaignFile.read(csv);
        if (read instanceof CampaignFile.Invalid invalid) {
            return refused(invalid.problem());
        }
        CampaignResults results = ((CampaignFile.Read) read).results();
        String named = name.isBlank() ? Messages.in(Language.ENGLISH).text("campaigns.title") : name;
        return idempotentEffect.execute(() -> toResponse(importCampaign.keep(named, results)));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Compare a campaign with the current scores of its images")
    @APIResponseSchema(RealityCheckJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.CAMPAIGN
                .parse(id)
                .flatMap(campaigns::findCampaign)
                .map(campaign -> Response.ok(toJson(campaign)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete a campaign; its images remain")
    @APIResponse(responseCode = "204", description = "The campaign is deleted.")
    public Response delete(@PathParam("id") String id) {
        return PublicId.CAMPAIGN.parse(id).map(campaigns::delete).orElse(false)
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    private record Entry(String image, Map<String, @Nullable Double> metrics) {

        static Optional<Entry> of(@Nullable ResultRequest request) {
            return request == null || request.image() == null || request.metrics() == null
                    ? Optional.empty()
                    : Optional.of(new Entry(request.image(), request.metrics()));
        }

        CampaignResults.Line toLine(int position, Set<String> names) {
            return new CampaignResults.Line(
                    position,
                    image,
                    names.stream()
                            .map(name -> Optional.ofNullable(metrics.get(name)))
                            .toList());
        }
    }

    /** Empty if an entry is missing its image or its metrics. */
    private static Optional<CampaignResults> read(List<@Nullable ResultRequest> requests) {
        List<Entry> entries =
                requests.stream().map(Entry::of).flatMap(Optional::stream).toList();
        if (entries.size() < requests.size()) {
            return Optional.empty();
        }
        Set<String> metrics = new LinkedHashSet<>();
        entries.forEach(entry -> metrics.addAll(entry.metrics().keySet()));
        List<CampaignResults.Line> lines = new ArrayList<>();
        for (Entry entry : entries) {
            lines.add(entry.toLine(lines.size() + 1, metrics));
        }
        return Optional.of(new CampaignResults(List.copyOf(metrics), lines));
    }

    private Response toResponse(ImportCampaign.Result result) {
        if (result instanceof ImportCampaign.Refused refused) {
            return refused(refused.problem());
        }
        UUID id = ((ImportCampaign.Imported) result).id();
        return Response.created(URI.create("/api/v1/reality-checks/" + PublicId.CAMPAIGN.of(id)))
                .entity(toJson(campaigns.findCampaign(id).orElseThrow()))
                .build();
    }

    private static Response refused(CampaignProblem problem) {
        String why = text(problem);
        return ProblemResponses.response(
                422,
                "invalid_campaign",
                problem.line() == 0
                        ? why
                        : Messages.in(Language.ENGLISH).text("campaigns.problem.line", problem.line(), why));
    }

    private static String text(CampaignProblem problem) {
        return Messages.in(Language.ENGLISH)
                .text(
                        "campaigns.problem." + problem.kind(),
                        problem.detail(),
                        CampaignResults.MAX_METRICS,
                        CampaignResults.MAX_LINES,
                        CampaignResults.MAX_NAME,
                        CampaignFile.MAX_BYTES >> 20,
                        Campaigns.MAX_CAMPAIGNS);
    }

    private RealityCheckJson toJson(Campaign campaign) {
        return RealityCheckJson.of(campaign, campaigns.check(campaign), campaigns.listUnmatched(campaign.id()));
    }
}
