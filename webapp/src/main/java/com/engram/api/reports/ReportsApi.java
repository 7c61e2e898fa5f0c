package com.engram.api.reports;

import com.engram.analysis.comparisons.Comparisons;
import com.engram.language.Language;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemResponses;
import com.engram.web.reports.ComparisonReport;
import com.engram.web.reports.ImageReport;
import com.engram.web.reports.PdfDownload;
import com.engram.web.reports.ProjectReport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Reports as PDF, tagged for screen readers, in the account's brand and in the language of {@code Accept-Language}. */
@Path("/api/v1/reports")
@RequestScoped
@Produces(ReportsApi.PDF)
public class ReportsApi {

    static final String PDF = "application/pdf";

    @Inject
    private Comparisons comparisons;

    @Inject
    private ImageReport imageReport;

    @Inject
    private ComparisonReport comparisonReport;

    @Inject
    private ProjectReport projectReport;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("images/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read the report of an image",
            description = "404 also if the image has no score yet. Accept-Language chooses English or Italian.")
    @APIResponse(
            responseCode = "200",
            description = "The report as a PDF.",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response image(@PathParam("id") String id) {
        return respond(PublicId.IMAGE.parse(id).flatMap(image -> imageReport.find(image, language())), id);
    }

    @GET
    @Path("projects/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read the report of a project",
            description = "Its scores, and up to a hundred of its images, the most memorable first.")
    @APIResponse(
            responseCode = "200",
            description = "The report as a PDF.",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response project(@PathParam("id") String id) {
        return respond(PublicId.PROJECT.parse(id).flatMap(project -> projectReport.find(project, language())), id);
    }

    @GET
    @Path("comparisons/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read the report of a comparison")
    @APIResponse(
            responseCode = "200",
            description = "The report as a PDF.",
            content = @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response comparison(@PathParam("id") String id) {
        return respond(
                PublicId.COMPARISON
                        .parse(id)
                        .flatMap(comparisons::findComparison)
                        .map(kept -> comparisonReport.create(kept.comparison(), kept.name(), language())),
                id);
    }

    private static Response respond(Optional<byte[]> pdf, String name) {
        return pdf.map(bytes -> PdfDownload.of(bytes, name)).orElseGet(ProblemResponses::notFound);
    }

    private Language language() {
        return RequestLanguage.of(request);
    }
}
