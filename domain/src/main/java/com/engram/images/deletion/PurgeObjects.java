package com.engram.images.deletion;

import com.engram.database.Database;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Deletes the objects of deleted images, once no URL that was signed for them is valid any more. Runs in the operator's
 * scope.
 */
@ApplicationScoped
public class PurgeObjects {

    private final Database database;
    private final ObjectStore store;

    @Inject
    PurgeObjects(Database database, ObjectStore store) {
        this.database = database;
        this.store = store;
    }

    /** A page of deleted images whose objects are due, ordered by id, after the given one. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<UUID> listDue(UUID after, int limit) {
        return database.sql("""
            select image_id from image_tombstone
            where image_id > :after and deleted_at < now() - interval '15 minutes'
            order by image_id limit :limit
            """).bind("after", after).bind("limit", limit).list(UUID.class);
    }

    /**
     * Deletes all objects of an image.
     *
     * @throws com.engram.images.storage.StorageException if the object store is not available; the call can be repeated
     */
    public void purge(UUID image) {
        store.delete(ImageKeys.all(image));
    }

    /** Removes the tombstones of images whose objects were deleted. */
    @Transactional(TxType.REQUIRES_NEW)
    public void removeTombstones(Collection<UUID> images) {
        database.sql("delete from image_tombstone where image_id = any(:images)")
                .bind("images", images)
                .update();
    }
}
