package com.engram.images;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the images that the current scope may see, and adds new ones. */
@ApplicationScoped
@Transactional
public class Images {

    private final EntityManager entities;

    @Inject
    Images(EntityManager entities) {
        this.entities = entities;
    }

    public void add(Image image) {
        entities.persist(image);
    }

    /** The image with this id. */
    public Optional<Image> findImage(UUID id) {
        return Optional.ofNullable(entities.find(Image.class, id));
    }

    /** The images of those ids, ordered by id. Unknown ids are left out. */
    public List<Image> listImages(Collection<UUID> ids) {
        return entities.createQuery("from Image where id in :ids order by id", Image.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** A page of images ordered by id, after the given one; the first page if it is empty. */
    public List<Image> listAfter(Optional<UUID> after, int limit) {
        return entities.createQuery("from Image where id > :after order by id", Image.class)
                .setParameter("after", after.orElse(new UUID(0, 0)))
                .setMaxResults(limit)
                .getResultList();
    }
}
