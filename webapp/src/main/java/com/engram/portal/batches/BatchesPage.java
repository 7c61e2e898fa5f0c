package com.engram.portal.batches;

import com.engram.analysis.SkippedFiles;
import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestBatch;
import com.engram.images.upload.ImageNames;
import com.engram.images.upload.ReceiveZip;
import com.engram.language.Messages;
import com.engram.library.AssignImagesToProject;
import com.engram.people.Permission;
import com.engram.portal.gallery.GalleryModel;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.intake.BatchRequests;
import com.engram.web.intake.ProjectAssignment;
import com.engram.web.intake.UploadedFile;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Receives new batches, from images or from a ZIP file. The gallery lists them. */
@Path("/batches")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class BatchesPage {

    @Inject
    private GalleryModel galleryModel;

    @Inject
    private BatchRequests batchRequests;

    @Inject
    private RequestBatch requestBatch;

    @Inject
    private ReceiveZip receiveZip;

    @Inject
    private SkippedFiles skippedFiles;

    @Inject
    private ProjectAssignment projectAssignment;

    @Inject
    private AssignImagesToProject assignImages;

    @Inject
    @ConfigProperty(name = "engram.batches.maxZipBytes", defaultValue = "2147483648")
    private long maxZipBytes;

    @Context
    private HttpServletRequest request;

    @GET
    @RolesAllowed(Permission.READ)
    public Response show() {
        return Response.seeOther(URI.create("/gallery")).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response open(BatchRequests.@Nullable BatchRequest wanted) {
        return batchRequests.request(wanted, refusal -> ProblemResponses.of(refusal, messages()));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Permission.WRITE)
    public Response openFromZip(List<EntityPart> parts) throws IOException {
        ProjectAssignment.Target project = projectAssignment.resolve(UploadedFile.readText(parts, "project"));
        if (project.isUnknown()) {
            throw new NotFoundException();
        }
        Optional<UploadedFile> posted = UploadedFile.read(parts, "zip", maxZipBytes);
        if (posted.isEmpty()) {
            return refused(400, messages().text("batches.zip.missing"));
        }
        try (UploadedFile zip = posted.get()) {
            if (zip.bytes() == 0) {
                return refused(400, messages().text("batches.zip.missing"));
            }
            if (zip.bytes() > maxZipBytes) {
                return refused(413, messages().text("batches.zip.tooLarge", maxZipBytes >> 20));
            }
            ReceiveZip.Result result = receiveZip.receive(zip.path());
            return result instanceof ReceiveZip.Refused refused
                    ? refused(refused.refusal())
                    : started((ReceiveZip.Received) result, nameOf(parts, zip), parts, project);
        }
    }

    private Response started(
            ReceiveZip.Received received, String name, List<EntityPart> parts, ProjectAssignment.Target project)
            throws IOException {
        if (project.project().isPresent()) {
            assignImages.assign(received.images(), project.project());
        }
        BatchRequestResult result = requestBatch.request(new BatchOptions(
                new LinkedHashSet<>(received.images()),
                name,
                UploadedFile.readText(parts, "heatmap").equals("true"),
                true));
        if (!(result instanceof BatchRequestResult.Accepted accepted)) {
            if (result instanceof BatchRequestResult.Refused refused) {
                return refused(refused.refusal());
            }
            throw new NotFoundException();
        }
        skippedFiles.record(
                accepted.batch().id(),
                received.skipped().stream()
                        .map(file -> new SkippedFiles.SkippedFile(file.name(), file.reason()))
                        .toList(),
                accepted.skipped());
        return Response.seeOther(URI.create(
                        "/batches/" + PublicId.BATCH.of(accepted.batch().id())))
                .build();
    }

    private static String nameOf(List<EntityPart> parts, UploadedFile zip) throws IOException {
        String given = UploadedFile.readText(parts, "name");
        return given.isEmpty() ? ImageNames.ofFile(zip.filename()) : given;
    }

    private Response refused(Refusal refusal) {
        return Response.fromResponse(ProblemResponses.of(refusal))
                .type(MediaType.TEXT_HTML)
                .entity(page(messages().text(refusal.message())))
                .build();
    }

    private Response refused(int status, String problem) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML)
                .entity(page(problem))
                .build();
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    /** The gallery with the reason, because that is where files are added. */
    private View page(String fault) {
        return View.of("gallery", galleryModel.ofFault(fault, request));
    }
}
