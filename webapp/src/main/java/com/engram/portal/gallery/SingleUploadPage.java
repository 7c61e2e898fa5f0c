package com.engram.portal.gallery;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.analysis.queue.QueueLimit;
import com.engram.images.upload.ReceiveImage;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.intake.ProjectAssignment;
import com.engram.web.intake.UploadedFile;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Receives one image from a form, for browsers without scripts. */
@Path("/gallery/images")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SingleUploadPage {

    @Inject
    private ReceiveImage receiveImage;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Inject
    private ProjectAssignment projectAssignment;

    @Inject
    private QueueLimit queueLimit;

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Permission.WRITE)
    public Response upload(List<EntityPart> parts) throws IOException {
        ProjectAssignment.Target project = projectAssignment.resolve(UploadedFile.readText(parts, "project"));
        if (project.isUnknown()) {
            throw new NotFoundException();
        }
        boolean heatmap = UploadedFile.readText(parts, "heatmap").equals("true");
        Optional<UploadedFile> posted = UploadedFile.read(parts, "file", receiveImage.maxBytes());
        if (posted.isEmpty()) {
            return Response.seeOther(URI.create("/gallery")).build();
        }
        try (UploadedFile file = posted.get()) {
            ReceiveImage.UploadRequest upload =
                    new ReceiveImage.UploadRequest(file.filename(), file.contentType(), file.bytes());
            Optional<Refusal> refusal =
                    queueLimit.findRefusal().or(() -> receiveImage.findRefusal(upload, file.path()));
            if (refusal.isPresent()) {
                return ProblemPages.page(refusal.get());
            }
            UUID image = receiveImage.store(upload, file.path());
            projectAssignment.assign(image, project);
            AnalysisRequestResult result = requestAnalysis.request(image, AnalysisOptions.single(heatmap));
            return result instanceof AnalysisRequestResult.Refused refused
                    ? ProblemPages.page(refused.refusal())
                    : Response.seeOther(URI.create("/images/" + PublicId.IMAGE.of(image)))
                            .build();
        }
    }
}
