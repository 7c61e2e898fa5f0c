package com.engram.api.campaigns;

import com.engram.campaigns.Campaign;
import com.engram.campaigns.CampaignFile;
import com.engram.campaigns.CampaignProblem;
import com.engram.campaigns.CampaignResults;
import com.engram.campaigns.Campaigns;
import com.engram.campaigns.ImportCampaign;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.people.Permission;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Results of campaigns: figures by image, and whether the scores of the images went along with them. */
@Path("/api/v1/campaigns")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CampaignsApi {

    private static final String DESCRIPTION = """
            Send what your campaign measured for each image, such as click rates. Images are found in your library by their names: \
            with or without folder and ending, in upper or lower case. The answer tells Spearman's rank correlation between each \
            metric and the current scores, with its 95 % interval, from 12 images on.""";

    private static final String EXPECTED_BODY =
            "Send {\"name\": \"...\", \"results\": [{\"image\": \"a.jpg\", \"metrics\": {\"CTR\": 2.3}}, ...]}.";

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private ImportCampaign importCampaign;

    @Inject
    private Campaigns campaigns;

    /** Results of a campaign. */
    public record CampaignRequest(
            @Schema(required = true, example = "Spring 2026", maxLength = 100) @Nullable String name,

            @Schema(required = true, description = "One entry for each image, at most 2,000.") @Nullable List<@Nullable ResultRequest> results) {}

    /** What was measured for one image. */
    public record ResultRequest(
            @Schema(required = true, description = "The name of the image.", example = "beach.jpg", maxLength = 200)
            @Nullable String image,

            @Schema(required = true, description = "Values by the name of the metric; at most 10 metrics in all.")
            @Nullable Map<String, @Nullable Double> metrics) {}

    /** A page of campaigns. */
    public record CampaignList(
            List<CampaignJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List campaigns, the newest first")
    @APIResponseSchema(CampaignList.class)
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
    @APIResponseSchema(value = CampaignJson.class, responseCode = "201")
    public Response create(@Nullable CampaignRequest request) {
        Optional<CampaignResults> results =
                Optional.ofNullable(request).map(CampaignRequest::results).flatMap(CampaignsApi::read);
        if (request == null || request.name() == null || results.isEmpty()) {
            return ProblemResponses.badRequest(EXPECTED_BODY);
        }
        String name = request.name();
        return idempotentEffect.execute(() -> toResponse(importCampaign.keep(name, results.get())));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Compare a campaign with the current scores of its images")
    @APIResponseSchema(CampaignJson.class)
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
            return ProblemResponses.response(422, "invalid_campaign", text(refused.problem()));
        }
        UUID id = ((ImportCampaign.Imported) result).id();
        return Response.created(URI.create("/api/v1/campaigns/" + PublicId.CAMPAIGN.of(id)))
                .entity(toJson(campaigns.findCampaign(id).orElseThrow()))
                .build();
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

    private CampaignJson toJson(Campaign campaign) {
        return CampaignJson.of(campaign, campaigns.check(campaign), campaigns.listUnmatched(campaign.id()));
    }
}
