package com.engram.images.deletion;

import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.StorageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Removes the objects of deleted pictures, when no address that was signed for them is valid any more. In the operator's
 * scope.
 */
@ApplicationScoped
public class PurgeObjects {

    private final EntityManager entities;
    private final ObjectStore store;

    @Inject
    PurgeObjects(EntityManager entities, ObjectStore store) {
        this.entities = entities;
        this.store = store;
    }

    /** A page of deleted pictures whose objects are due, in the order of ids from behind the given one on. */
    @Transactional(TxType.REQUIRES_NEW)
    @SuppressWarnings("unchecked")
    public List<UUID> listDue(UUID after, int most) {
        return entities.createNativeQuery("""
                        select image_id from image_tombstone
                        where image_id > :after and deleted_at < now() - interval '15 minutes'
                        order by image_id limit :most
                        """, UUID.class)
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultList();
    }

    /**
     * Removes everything that was ever stored for a picture.
     *
     * @throws StorageException if the store does not answer; the same may be tried again
     */
    public void purge(UUID image) {
        store.delete(ImageKeys.all(image));
    }

    /** Crosses pictures off whose objects are gone. */
    @Transactional(TxType.REQUIRES_NEW)
    public void done(Collection<UUID> images) {
        entities.createNativeQuery("delete from image_tombstone where image_id in (:images)")
                .setParameter("images", images)
                .executeUpdate();
    }
}
