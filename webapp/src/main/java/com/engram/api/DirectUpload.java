package com.engram.api;

import com.engram.analysis.QueueLimit;
import com.engram.images.ReceiveImage;
import com.engram.images.ReceiveImage.Announcement;
import com.engram.plans.Refusal;
import com.engram.web.PostedFile;
import com.engram.web.Problems;
import com.engram.web.ProjectDesk;
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
    private ProjectDesk projects;

    /** How the parts were taken. */
    sealed interface Taken {}

    /** The bytes lie in the store. */
    record Stored(UUID image, boolean heatmap) implements Taken {}

    /** The answer that says why not. */
    record TurnedAway(Response answer) implements Taken {}

    Taken take(List<EntityPart> parts) throws IOException {
        boolean heatmap = PostedFile.text(parts, "heatmap").equals("true");
        ProjectDesk.Choice project = projects.choose(PostedFile.text(parts, "projectId"));
        if (project.isUnknown()) {
            return new TurnedAway(Problems.notFound());
        }
        Optional<PostedFile> posted = PostedFile.of(parts, "image", receiveImage.maxBytes());
        if (posted.isEmpty()) {
            return new TurnedAway(Problems.badRequest("Send the file as the part \"image\"."));
        }
        try (PostedFile file = posted.get()) {
            Announcement announcement = new Announcement(file.filename(), file.contentType(), file.bytes());
            Optional<Refusal> refusal =
                    queueLimit.refusal().or(() -> receiveImage.refusalOf(announcement, file.path()));
            if (refusal.isPresent()) {
                return new TurnedAway(Problems.of(refusal.get()));
            }
            UUID image = receiveImage.store(announcement, file.path());
            projects.file(image, project);
            return new Stored(image, heatmap);
        }
    }
}
