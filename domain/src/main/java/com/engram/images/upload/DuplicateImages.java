package com.engram.images.upload;

import com.engram.images.Image;
import com.engram.images.ImageState;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.ObjectStore.CopyResult;
import com.engram.images.storage.ObjectStore.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Finds images of the current tenant with the same bytes. The ETag shows it, because the store makes it from the bytes. A store
 * that makes it in another way (one that encrypts each object with a key of its own, for example) has no duplicates, and
 * each image is scored.
 */
@ApplicationScoped
public class DuplicateImages {

    private final EntityManager entities;
    private final ObjectStore store;

    @Inject
    DuplicateImages(EntityManager entities, ObjectStore store) {
        this.entities = entities;
        this.store = store;
    }

    /** The newest ready image that has the bytes of an upload. */
    @Transactional
    public Optional<Image> find(StoredObject arrived) {
        return entities.createQuery(
                        "from Image where etag = :etag and bytes = :bytes and state = :ready order by createdAt desc,"
                                + " id desc",
                        Image.class)
                .setParameter("etag", arrived.etag())
                .setParameter("bytes", arrived.bytes())
                .setParameter("ready", ImageState.READY)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Whether an image with these bytes is ready. */
    @Transactional
    public boolean exists(String sha256) {
        return !entities.createQuery("select id from Image where sha256 = :sha256 and state = :ready", UUID.class)
                .setParameter("sha256", sha256)
                .setParameter("ready", ImageState.READY)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * Gives an image that has arrived a copy of its original under the final key, and copies of its duplicate's preview and
     * thumbnail. The upload stays, because the analysis may still be refused.
     *
     * @return false if an object is missing; the copies are of no use then
     */
    public boolean copy(Image duplicate, UUID image, StoredObject arrived) {
        return copyDerived(ImageKeys::preview, duplicate.id(), image)
                && copyDerived(ImageKeys::thumbnail, duplicate.id(), image)
                && store.copyIfUnchanged(ImageKeys.incoming(image), arrived.etag(), ImageKeys.original(image))
                        == CopyResult.DONE;
    }

    private boolean copyDerived(Function<UUID, String> kind, UUID from, UUID to) {
        return store.findObject(kind.apply(from))
                .filter(object ->
                        store.copyIfUnchanged(kind.apply(from), object.etag(), kind.apply(to)) == CopyResult.DONE)
                .isPresent();
    }

    /** Deletes an upload after it was copied. */
    public void deleteUpload(UUID image) {
        store.delete(List.of(ImageKeys.incoming(image)));
    }
}
