package com.engram.api.analyses;

import com.engram.analysis.queue.QueueLimit;
import com.engram.images.upload.ReceiveImage;
import com.engram.images.upload.ReceiveImage.Announcement;
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

/** Takes in a file that came with the call itself: by way of a temporary file into the store, never decoded here. */
@ApplicationScoped
class DirectUpload {

    @Inject
    private ReceiveImage receiveImage;

    @Inject
    private QueueLimit queueLimit;

    @Inject
    private ProjectAssignment projects;

    /** How the parts were taken. */
    sealed interface Taken {}

    /** The bytes lie in the store. */
    record Stored(UUID image, boolean heatmap) implements Taken {}

    /** The answer that says why not. */
    record TurnedAway(Response answer) implements Taken {}

    Taken take(List<EntityPart> parts) throws IOException {
        boolean heatmap = UploadedFile.text(parts, "heatmap").equals("true");
        ProjectAssignment.Choice project = projects.choose(UploadedFile.text(parts, "projectId"));
        if (project.isUnknown()) {
            return new TurnedAway(ProblemResponses.notFound());
        }
        Optional<UploadedFile> posted = UploadedFile.of(parts, "image", receiveImage.maxBytes());
        if (posted.isEmpty()) {
            return new TurnedAway(ProblemResponses.badRequest("Send the file as the part \"image\"."));
        }
        try (UploadedFile file = posted.get()) {
            Announcement announcement = new Announcement(file.filename(), file.contentType(), file.bytes());
            Optional<Refusal> refusal =
                    queueLimit.refusal().or(() -> receiveImage.refusalOf(announcement, file.path()));
            if (refusal.isPresent()) {
                return new TurnedAway(ProblemResponses.of(refusal.get()));
            }
            UUID image = receiveImage.store(announcement, file.path());
            projects.file(image, project);
            return new Stored(image, heatmap);
        }
    }
}
