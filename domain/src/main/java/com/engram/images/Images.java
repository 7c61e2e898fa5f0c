package com.engram.images;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The pictures that the scope may see. */
@ApplicationScoped
@Transactional
public class Images {

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    void add(Image image) {
        entities.persist(image);
    }

    /** The picture of that id. */
    public Optional<Image> findImage(UUID id) {
        return Optional.ofNullable(entities.find(Image.class, id));
    }

    boolean remove(UUID id) {
        return entities.createQuery("delete from Image where id = :id")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }
}
