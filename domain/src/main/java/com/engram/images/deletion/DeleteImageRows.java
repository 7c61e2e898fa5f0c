package com.engram.images.deletion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Removes the rows of pictures, and notes down that their objects have to go. */
@ApplicationScoped
class DeleteImageRows {

    private final EntityManager entities;
    private final Event<ImagesDeleted> forgotten;

    @Inject
    DeleteImageRows(EntityManager entities, Event<ImagesDeleted> forgotten) {
        this.entities = entities;
        this.forgotten = forgotten;
    }

    /** Forgets those of the pictures that the scope sees, in a transaction of its own; their ids. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    List<UUID> forget(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        // What hangs on them goes first: whoever records results locks in this order too.
        forgotten.fire(new ImagesDeleted(ids));
        List<UUID> found = entities.createNativeQuery(
                        "select id from image where id in (:ids) order by id for update", UUID.class)
                .setParameter("ids", ids)
                .getResultList();
        if (found.isEmpty()) {
            return found;
        }
        // Again, for what was asked for until the rows were locked.
        forgotten.fire(new ImagesDeleted(found));
        entities.createNativeQuery("""
                        insert into image_tombstone (image_id, tenant_id) select id, tenant_id from image where id in (:ids)
                        """).setParameter("ids", found).executeUpdate();
        entities.createNativeQuery("delete from image where id in (:ids)")
                .setParameter("ids", found)
                .executeUpdate();
        return found;
    }
}
