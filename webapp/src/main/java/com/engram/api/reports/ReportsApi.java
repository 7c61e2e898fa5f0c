package com.engram.api.reports;

import com.engram.analysis.comparisons.Comparisons;
import com.engram.analysis.comparisons.KeptComparison;
import com.engram.language.Language;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.downloads.Xlsx;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemResponses;
import com.engram.web.reports.ComparisonReport;
import com.engram.web.reports.ImageReport;
import com.engram.web.reports.PdfDownload;
import com.engram.web.reports.ProjectReport;
import com.engram.web.reports.ReportTable;
import com.engram.web.reports.ReportTables;
import com.engram.web.reports.TableDownload;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * Reports of images, comparisons and projects: as PDF, tagged for screen readers, in the account's brand and in the language of
 * {@code Accept-Language}, or their numbers as a workbook of Excel or CSV.
 */
@Path("/api/v1/reports")
@RequestScoped
@Produces({ReportsApi.PDF, Xlsx.TYPE, ReportsApi.CSV})
public class ReportsApi {

    static final String PDF = "application/pdf";
    static final String CSV = "text/csv";

    @Inject
    private Comparisons comparisons;

    @Inject
    private ImageReport imageReport;

    @Inject
    private ComparisonReport comparisonReport;

    @Inject
    private ProjectReport projectReport;

    @Inject
    private ReportTables tables;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpHeaders headers;

    private enum Format {
        PDF_FILE(ReportsApi.PDF),
        WORKBOOK(Xlsx.TYPE),
        TABLE(ReportsApi.CSV);

        private final MediaType type;

        Format(String type) {
            this.type = MediaType.valueOf(type);
        }
    }

    @GET
    @Path("{kind}/{id}")
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read the report of an image, a comparison or a project",
            description =
                    "The plurals `images`, `comparisons` and `projects` are accepted too. `Accept` chooses a PDF, which is"
                            + " the default, or the numbers as a workbook of Excel or as CSV; `Accept-Language` chooses English or Italian"
                            + " for the PDF. 404 also if an image has no score yet. The PDF of a project shows up to a hundred of its"
                            + " images, the most memorable first.")
    @APIResponse(
            responseCode = "200",
            description = "The report.",
            content = {
                @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = Xlsx.TYPE, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Response read(
            @Parameter(schema = @Schema(enumeration = {"image", "comparison", "project"})) @PathParam("kind")
                    String kind,
            @PathParam("id") String id) {
        Optional<Response> report = switch (kind) {
            case "image", "images" -> PublicId.IMAGE.parse(id).flatMap(this::ofImage);
            case "project", "projects" -> PublicId.PROJECT.parse(id).flatMap(this::ofProject);
            case "comparison", "comparisons" ->
                PublicId.COMPARISON
                        .parse(id)
                        .flatMap(comparisons::findComparison)
                        .map(this::ofComparison);
            default -> Optional.empty();
        };
        return report.orElseGet(ProblemResponses::notFound);
    }

    private Optional<Response> ofImage(UUID image) {
        return format() == Format.PDF_FILE
                ? imageReport.find(image, language()).map(pdf -> PdfDownload.of(pdf, PublicId.IMAGE.of(image)))
                : tables.findImage(image).map(this::table);
    }

    private Optional<Response> ofProject(UUID project) {
        return format() == Format.PDF_FILE
                ? projectReport.find(project, language()).map(pdf -> PdfDownload.of(pdf, PublicId.PROJECT.of(project)))
                : tables.findProject(project).map(this::table);
    }

    private Response ofComparison(KeptComparison kept) {
        String name = PublicId.COMPARISON.of(kept.id());
        return format() == Format.PDF_FILE
                ? PdfDownload.of(comparisonReport.create(kept.comparison(), kept.name(), language()), name)
                : table(ReportTables.ofComparison(kept.comparison(), name));
    }

    private Response table(ReportTable table) {
        return format() == Format.WORKBOOK ? TableDownload.xlsx(table) : TableDownload.csv(table, CsvFormat.PROGRAM);
    }

    /** The first acceptable format in the order of the client's wishes; a PDF if it accepts anything. */
    private Format format() {
        return headers.getAcceptableMediaTypes().stream()
                .flatMap(accepted -> Stream.of(Format.values()).filter(format -> accepted.isCompatible(format.type)))
                .findFirst()
                .orElse(Format.PDF_FILE);
    }

    private Language language() {
        return RequestLanguage.of(request);
    }
}
