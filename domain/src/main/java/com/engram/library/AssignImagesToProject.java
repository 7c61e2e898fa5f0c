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

/** Puts pictures of the entered tenant into one of its projects, or out of any. */
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
     * Files those of the pictures that there are; the others are passed over.
     *
     * @param project none takes them out of the project they are in
     * @return false if the tenant has no such project; nothing is changed then
     */
    public boolean file(Collection<UUID> pictures, Optional<UUID> project) {
        if (project.isPresent() && entities.find(Project.class, project.get()) == null) {
            return false;
        }
        List<UUID> known = pictures.isEmpty()
                ? List.of()
                : images.listImages(pictures).stream().map(Image::id).toList();
        known.forEach(picture -> file(picture, project));
        return true;
    }

    private void file(UUID picture, Optional<UUID> project) {
        ProjectImage filed = entities.find(ProjectImage.class, picture);
        if (project.isEmpty()) {
            if (filed != null) {
                entities.remove(filed);
            }
        } else if (filed == null) {
            entities.persist(new ProjectImage(picture, project.get()));
        } else {
            filed.moveTo(project.get());
        }
    }
}
