package com.engram.images;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The pictures that the scope may see. */
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

    /** The picture of that id. */
    public Optional<Image> findImage(UUID id) {
        return Optional.ofNullable(entities.find(Image.class, id));
    }

    /** The pictures of those ids that there are, in the order of their ids. */
    public List<Image> listImages(Collection<UUID> ids) {
        return entities.createQuery("from Image where id in :ids order by id", Image.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** The pictures in the order of their ids, from behind the given one on. */
    public List<Image> listAfter(Optional<UUID> after, int limit) {
        return entities.createQuery("from Image where id > :after order by id", Image.class)
                .setParameter("after", after.orElse(new UUID(0, 0)))
                .setMaxResults(limit)
                .getResultList();
    }
}
