package com.engram.api.analyses;

import com.engram.analysis.queue.QueueLimit;
import com.engram.images.upload.ReceiveImage;
import com.engram.refusals.Refusal;
import com.engram.web.intake.ProjectAssignment;
import com.engram.web.intake.UploadedFile;
import com.engram.web.problems.ProblemResponses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores an image that is part of the request for its analysis. The image is never decoded here. */
@ApplicationScoped
class DirectUpload {

    @Inject
    private ReceiveImage receiveImage;

    @Inject
    private QueueLimit queueLimit;

    @Inject
    private ProjectAssignment projects;

    /** Whether the image was stored. */
    sealed interface UploadResult {}

    /** The image is in the object store, and its analysis can be requested. */
    record Stored(UUID image, boolean heatmap) implements UploadResult {}

    /** The image was refused. */
    record Refused(Response response) implements UploadResult {}

    /** Stores the part {@code image} of a multipart request, in the project that its part {@code projectId} names. */
    UploadResult store(List<EntityPart> parts) throws IOException {
        boolean heatmap = UploadedFile.readText(parts, "heatmap").equals("true");
        ProjectAssignment.Target project = projects.resolve(UploadedFile.readText(parts, "projectId"));
        if (project.isUnknown()) {
            return new Refused(ProblemResponses.notFound());
        }
        Optional<UploadedFile> posted = UploadedFile.read(parts, "image", receiveImage.maxBytes());
        if (posted.isEmpty()) {
            return new Refused(ProblemResponses.badRequest("Send the file as the part \"image\"."));
        }
        try (UploadedFile file = posted.get()) {
            ReceiveImage.UploadRequest upload =
                    new ReceiveImage.UploadRequest(file.filename(), file.contentType(), file.bytes());
            Optional<Refusal> refusal =
                    queueLimit.findRefusal().or(() -> receiveImage.findRefusal(upload, file.path()));
            if (refusal.isPresent()) {
                return new Refused(ProblemResponses.of(refusal.get()));
            }
            UUID image = receiveImage.store(upload, file.path());
            projects.assign(image, project);
            return new Stored(image, heatmap);
        }
    }
}
