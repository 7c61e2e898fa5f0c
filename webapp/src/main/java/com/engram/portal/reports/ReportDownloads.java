package com.engram.portal.reports;

import com.engram.analysis.comparisons.CompareImages;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.comparisons.Comparisons;
import com.engram.analysis.comparisons.KeptComparison;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.library.Projects;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemPages;
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
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reports of an image, a comparison and a project: as PDF in the language of the page, or as {@code xlsx} or {@code csv}. */
@Path("/reports")
@RequestScoped
public class ReportDownloads {

    @Inject
    private Images images;

    @Inject
    private Projects projects;

    @Inject
    private CompareImages compareImages;

    @Inject
    private ImageReport imageReport;

    @Inject
    private ComparisonReport comparisonReport;

    @Inject
    private ProjectReport projectReport;

    @Inject
    private Comparisons comparisons;

    @Inject
    private ReportTables tables;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("images/{id}")
    @RolesAllowed(Permission.READ)
    public Response image(@PathParam("id") String id, @QueryParam("format") @DefaultValue("pdf") String format) {
        Image image = PublicId.IMAGE.parse(id).flatMap(images::findImage).orElseThrow(NotFoundException::new);
        if (!format.equals("pdf")) {
            return table(tables.findImage(image.id()).orElseThrow(NotFoundException::new), format);
        }
        return imageReport
                .find(image.id(), language())
                .map(pdf -> PdfDownload.of(pdf, image.filename()))
                .orElseThrow(NotFoundException::new);
    }

    @GET
    @Path("projects/{id}")
    @RolesAllowed(Permission.READ)
    public Response project(@PathParam("id") String id, @QueryParam("format") @DefaultValue("pdf") String format) {
        Projects.ProjectSummary project =
                PublicId.PROJECT.parse(id).flatMap(projects::findProject).orElseThrow(NotFoundException::new);
        if (!format.equals("pdf")) {
            return table(tables.findProject(project.id()).orElseThrow(NotFoundException::new), format);
        }
        return projectReport
                .find(project.id(), language())
                .map(pdf -> PdfDownload.of(pdf, project.name()))
                .orElseThrow(NotFoundException::new);
    }

    @GET
    @Path("comparisons/{id}")
    @RolesAllowed(Permission.READ)
    public Response savedComparison(
            @PathParam("id") String id, @QueryParam("format") @DefaultValue("pdf") String format) {
        KeptComparison kept = PublicId.COMPARISON
                .parse(id)
                .flatMap(comparisons::findComparison)
                .orElseThrow(NotFoundException::new);
        String name =
                kept.name().orElseGet(() -> RequestLanguage.messages(request).text(Message.of("report.comparison")));
        return format.equals("pdf")
                ? PdfDownload.of(comparisonReport.create(kept.comparison(), kept.name(), language()), name)
                : table(ReportTables.ofComparison(kept.comparison(), name), format);
    }

    private Response table(ReportTable table, String format) {
        return format.equals("xlsx")
                ? TableDownload.xlsx(table)
                : TableDownload.csv(table, language() == Language.ITALIAN ? CsvFormat.SEMICOLON : CsvFormat.COMMA);
    }

    @GET
    @Path("comparison")
    @RolesAllowed(Permission.READ)
    public Response comparison(@QueryParam("images") @DefaultValue("") String ids) {
        List<UUID> chosen = Stream.of(ids.split(","))
                .map(PublicId.IMAGE::parse)
                .flatMap(Optional::stream)
                .distinct()
                .limit(Comparison.MAX_IMAGES)
                .toList();
        CompareImages.Result result = compareImages.compare(chosen);
        if (result instanceof CompareImages.Refused refused) {
            return ProblemPages.page(refused.refusal());
        }
        if (!(result instanceof CompareImages.Compared compared)) {
            throw new NotFoundException();
        }
        return PdfDownload.of(
                comparisonReport.create(compared.comparison(), Optional.empty(), language()),
                RequestLanguage.messages(request).text(Message.of("report.comparison")));
    }

    private Language language() {
        return RequestLanguage.of(request);
    }
}
