package com.engram.web.intake;

import com.engram.library.AssignImagesToProject;
import com.engram.library.Projects;
import com.engram.web.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the project that a client wants an image in, and assigns the image to it. */
@ApplicationScoped
public class ProjectAssignment {

    @Inject
    private Projects projects;

    @Inject
    private AssignImagesToProject assignImages;

    /**
     * Where an image goes.
     *
     * @param project the project; empty for none
     * @param isUnknown whether the client sent an id that the tenant has no project for
     */
    public record Target(Optional<UUID> project, boolean isUnknown) {}

    /** Finds the project of an id that a client sent; null or an empty text stands for no project. */
    public Target resolve(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return new Target(Optional.empty(), false);
        }
        Optional<UUID> known =
                PublicId.PROJECT.parse(id).flatMap(projects::findProject).map(Projects.ProjectSummary::id);
        return new Target(known, known.isEmpty());
    }

    /** Assigns a new image to its project, if it has one. */
    public void assign(UUID image, Target target) {
        if (target.project().isPresent()) {
            assignImages.assign(Set.of(image), target.project());
        }
    }
}
