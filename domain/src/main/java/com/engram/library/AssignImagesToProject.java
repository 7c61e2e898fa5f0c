package com.engram.library;

import com.engram.images.Image;
import com.engram.images.Images;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Assigns images of the current tenant to one of its projects, or removes them from their projects. */
@ApplicationScoped
@Transactional
public class AssignImagesToProject {

    private final EntityManager entities;
    private final Images images;

    @Inject
    AssignImagesToProject(EntityManager entities, Images images) {
        this.entities = entities;
        this.images = images;
    }

    /**
     * Assigns images to a project. Unknown images are ignored.
     *
     * @param project empty to remove the images from the projects they are in
     * @return false if the tenant has no such project; nothing is changed then
     */
    public boolean assign(Collection<UUID> imageIds, Optional<UUID> project) {
        if (project.isPresent() && entities.find(Project.class, project.get()) == null) {
            return false;
        }
        List<UUID> known = imageIds.isEmpty()
                ? List.of()
                : images.listImages(imageIds).stream().map(Image::id).toList();
        known.forEach(image -> assign(image, project));
        return true;
    }

    private void assign(UUID image, Optional<UUID> project) {
        ProjectImage assigned = entities.find(ProjectImage.class, image);
        if (project.isEmpty()) {
            if (assigned != null) {
                entities.remove(assigned);
            }
        } else if (assigned == null) {
            entities.persist(new ProjectImage(image, project.get()));
        } else {
            assigned.moveTo(project.get());
        }
    }
}
