package com.engram.portal.gallery;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.queue.QueueLimit;
import com.engram.images.upload.ImportImage;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.intake.ProjectAssignment;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Imports images from addresses that are pasted into the gallery. */
@Path("/gallery/imports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImportPage {

    @Inject
    private ImportImage importImage;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Inject
    private ProjectAssignment projectAssignment;

    @Inject
    private QueueLimit queueLimit;

    @Context
    private HttpServletRequest request;

    /** The URL of an image, the project for it, and whether to compute a deep heatmap. */
    public record ImportForm(
            @Nullable String url,
            @Nullable String projectId,
            @Nullable Boolean heatmap) {}

    /** Imports the image at a URL and requests its analysis. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response importFrom(@Nullable ImportForm form) {
        if (form == null || form.url() == null) {
            return ProblemResponses.badRequest("Send {\"url\"}.");
        }
        ProjectAssignment.Target project = projectAssignment.resolve(form.projectId());
        if (project.isUnknown()) {
            return ProblemResponses.notFound();
        }
        Optional<Refusal> full = queueLimit.findRefusal();
        if (full.isPresent()) {
            return problem(full.get());
        }
        ImportImage.Result result = importImage.importFrom(form.url());
        if (!(result instanceof ImportImage.Imported imported)) {
            return problem(((ImportImage.Refused) result).refusal());
        }
        projectAssignment.assign(imported.image(), project);
        AnalysisRequestResult analysis = requestAnalysis.request(
                imported.image(), new AnalysisOptions(Boolean.TRUE.equals(form.heatmap()), false));
        return analysis instanceof AnalysisRequestResult.Refused refused
                ? problem(refused.refusal())
                : Response.accepted(Map.of("imageId", PublicId.IMAGE.of(imported.image())))
                        .build();
    }

    private Response problem(Refusal refusal) {
        return ProblemResponses.of(refusal, RequestLanguage.messages(request));
    }
}
