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

/** Finds the project that a picture is to go into, and puts it there. */
@ApplicationScoped
public class ProjectAssignment {

    @Inject
    private Projects projects;

    @Inject
    private AssignImagesToProject fileImages;

    /**
     * Which project was chosen.
     *
     * @param isUnknown one was named, and the tenant has none of that id
     */
    public record Choice(Optional<UUID> project, boolean isUnknown) {}

    /** Reads an id as the outside writes it; none, or an empty one, chooses no project. */
    public Choice choose(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return new Choice(Optional.empty(), false);
        }
        Optional<UUID> known =
                PublicId.PROJECT.parse(id).flatMap(projects::findProject).map(Projects.ProjectSummary::id);
        return new Choice(known, known.isEmpty());
    }

    /** Files a fresh picture where it was chosen to go. */
    public void file(UUID image, Choice choice) {
        if (choice.project().isPresent()) {
            fileImages.file(Set.of(image), choice.project());
        }
    }
}
